import type { TrendReply } from '../../../api/contract/trend.ts';

export type Month = TrendReply['months'][number];
export type Group = 'hv' | 'lv' | 'other';
export const GROUPS: readonly Group[] = ['hv', 'lv', 'other'];

/** Groups that get a box: those with a decided case in any month; 其他类别 only where there is neither HV nor LV. */
export function boxes(months: Month[]): Group[] {
  const some = GROUPS.filter((group) => months.some((month) => month[group].n > 0));
  return some.includes('hv') || some.includes('lv') ? some.filter((group) => group !== 'other') : some;
}

/** Rate per month in percent; null where nothing was decided. */
export const rates = (months: Month[], group: Group): (number | null)[] =>
  months.map((month) => (month[group].n > 0 ? (month[group].met / month[group].n) * 100 : null));

/** The same months a year before; null in the first year. */
export const lastYear = (values: (number | null)[]): (number | null)[] => values.map((_, i) => values[i - 12] ?? null);

/**
 * Index of the month from which open overdue has risen every month to the last complete one; null for a rise of fewer
 * than three months or of less than a tenth.
 */
export function risingSince(months: Month[]): { first: number; last: number } | null {
  const last = months.length - (months[months.length - 1]?.partial ? 2 : 1);
  let first = last;
  while (first > 0 && months[first]!.openOverdue > months[first - 1]!.openOverdue) first--;
  const rise = last >= 0 ? months[last]!.openOverdue / Math.max(months[first]!.openOverdue, 1) - 1 : 0;
  return last - first >= 3 && rise >= 0.1 ? { first: first + 1, last } : null;
}

/** Drawable at all: a rate or an overdue case in some month. */
export const hasTrend = (months: Month[]): boolean =>
  months.length > 0 && (boxes(months).length > 0 || months.some((month) => month.openOverdue > 0));
