import { OWNERS, type DayNumber, type Owner } from '../../sql/vocabulary.ts';
import { dateText, dayOf, lastDayBefore } from './day.ts';
import type { Reading } from './clocks.ts';
import type { Convention, DayKind, WorkCalendar } from './work-calendar.ts';

/** One calendar day of a case: its kind and its one owner. */
export type CaseDay = {
  day: DayNumber;
  kind: DayKind;
  holiday: string;
  /** null: the start day under EXCLUDE_START, in no sum. */
  owner: Owner | null;
  paused: boolean;
  provisional: boolean;
};

/** As shown: see api/contract/case.ts. */
export type LedgerDay = Omit<CaseDay, 'day'> & { date: string };

/** Working days of a case by owner; they add up to `workingDays`, always. */
export type Totals = Record<Owner, number> & { workingDays: number; calendarDays: number };

/** Every day of a case from its first instant to its end or to `asOf`; after the end nothing. */
export function caseDays(
  { held, end, asOf, runs }: Reading,
  convention: Convention,
  calendar: WorkCalendar,
  zone: string,
): CaseDay[] {
  const start = dayOf(held[0]!.from, zone);
  const last = Math.max(start, end === null ? lastDayBefore(asOf, zone) : dayOf(end, zone));
  const days: CaseDay[] = [];
  for (const run of runs(convention)) {
    for (let day = Math.max(run.from, start); day <= Math.min(run.to, last); day++) {
      const { kind, name, provisional } = calendar.kindOf(day);
      const counted = convention === 'INCLUDE_START' || day > start;
      days.push({
        day,
        kind,
        holiday: name,
        owner: counted ? OWNERS[run.owner]! : null,
        paused: run.paused && counted,
        provisional,
      });
    }
  }
  return days;
}

export function isWorkingDay({ kind }: Pick<CaseDay, 'kind'>): boolean {
  return kind === 'working' || kind === 'make-up';
}

export function totalsOf(days: readonly CaseDay[]): Totals {
  const totals: Totals = { utility: 0, customer: 0, government: 0, grid: 0, workingDays: 0, calendarDays: 0 };
  for (const day of days) {
    if (day.owner === null) continue;
    totals.calendarDays++;
    if (!isWorkingDay(day)) continue;
    totals[day.owner]++;
    totals.workingDays++;
  }
  return totals;
}

export function shownDays(days: readonly CaseDay[]): LedgerDay[] {
  return days.map(({ day, ...rest }) => ({ date: dateText(day), ...rest }));
}
