import type { ClockRow } from '../../../api/contract/case.ts';
import { t } from '../../i18n/i18n.svelte.ts';
import { stageName } from '../../i18n/words.svelte.ts';

/** `竣工检验 限 7`, `竣工检验 内控 5`; a deadline given as an instant has no number of days. */
export function laneName(clock: ClockRow): string {
  const stage = stageName(clock.stage, clock.name);
  if (clock.verdict === 'no-limit') return t('case.lane.free', { stage });
  if (clock.limit === null) return t('case.lane.instant', { stage });
  const n = clock.limit;
  if (clock.limitUnit.includes('hour')) return t('case.lane.hours', { stage, n });
  return t(clock.kind === 'internal' ? 'case.lane.internal' : 'case.lane.limit', { stage, n });
}
