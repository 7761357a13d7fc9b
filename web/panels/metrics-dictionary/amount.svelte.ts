import type { MeasureFiguresReply } from '../../../api/contract/measure-figures.ts';
import { percent, points } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.svelte.ts';
import { count } from '../../i18n/words.svelte.ts';

type Kind = MeasureFiguresReply['figures'][number]['kind'];

/** A figure of a kind as people read it, a duration with its unit. */
export function amount(kind: Kind, n: number): string {
  switch (kind) {
    case 'count':
      return count(n);
    case 'share':
      return percent(n);
    case 'mean':
      return t('metrics.perCase', { n: n.toFixed(n < 0.1 ? 3 : 2) });
    case 'working-days':
    case 'days':
      return t(`metrics.${kind}`, { n: Number.isInteger(n) ? n : n.toFixed(1) });
    case 'points':
    case 'per-10k':
      return t(`metrics.${kind}`, { n: n.toFixed(1) });
  }
}

export const figureText = ({ kind, value }: { kind: Kind; value: number | null }): string =>
  value === null ? t('metrics.none') : amount(kind, value);

/** What a figure should reach, in its unit. */
export const targetText = (kind: Kind, n: number): string => (kind === 'share' ? percent(n) : String(n));

export const gapText = (kind: Kind, gap: number): string =>
  kind === 'share'
    ? t('metrics.points-gap', { n: points(gap) })
    : `${gap < 0 ? '−' : '+'}${Math.abs(gap).toFixed(kind === 'mean' ? 2 : kind === 'count' ? 0 : 1)}`;
