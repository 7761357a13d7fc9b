import type { Target } from '../../api/contract/target.ts';
import { t } from '../i18n/i18n.svelte.ts';

/** 得分 of a target; '' where none is made of it. */
export function scoreText(target: Pick<NonNullable<Target>, 'points' | 'score'> | null): string {
  if (target === null || target.points === null || target.score === null) return '';
  const shown = (n: number) => String(Math.round(n * 100) / 100);
  return t('target.score', { score: shown(target.score), points: shown(target.points) });
}
