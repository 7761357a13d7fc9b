import type { Basis } from '../../basis.ts';
import { casesHref } from '../../filters.svelte.ts';
import { dayOf } from '../../i18n/format.ts';
import { monthAfter } from '../../month.ts';
import type { Month } from './trend.ts';

/** The cases a month's bar counts: open and overdue now in the month of the data time, at its end in the months before. */
export function overdueHref(basis: Basis, { month }: Month, last: boolean): string {
  const now = last && basis.dataTime !== null && dayOf(basis.dataTime).startsWith(month);
  if (now && basis.partial) return casesHref(basis, { population: 'open', status: 'overdue' });
  const next = monthAfter(month);
  return casesHref(basis, { population: 'opening', status: 'overdue', from: next, to: next });
}
