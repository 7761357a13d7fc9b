import type { Target } from '../../api/contract/target.ts';
import { t } from '../i18n/i18n.svelte.ts';

/** Two decimals at most. */
export const shownScore = (n: number): string => String(Math.round(n * 100) / 100);

/** 得分 of a target; '' where none is made of it. */
export function scoreText(target: Pick<NonNullable<Target>, 'points' | 'score'> | null): string {
  if (target === null || target.points === null || target.score === null) return '';
  return t('target.score', { score: shownScore(target.score), points: shownScore(target.points) });
}
