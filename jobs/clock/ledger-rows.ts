import { OWNERS, type Process } from '../../sql/vocabulary.ts';
import { clockFacts, isPast, talkingClocks, todayFact, type TalkingClock } from './clock-facts.ts';
import type { Clock, Reading } from './clocks.ts';
import { dateText } from './day.ts';
import { isWorkingDay, type CaseDay } from './ledger-days.ts';
import {
  dayFacts,
  pauseFacts,
  startFacts,
  stepFacts,
  type LedgerFact,
  type RowDays,
  type Timed,
} from './ledger-facts.ts';
import type { Convention, WorkCalendar } from './work-calendar.ts';

/** One line of the day ledger: see api/contract/case.ts. */
export type LedgerRow = {
  from: string;
  to: string;
  owner: string | null;
  kind: 'start' | 'counted' | 'paused' | 'rest' | 'holiday' | 'today';
  workingDays: number;
  total: number;
  overdue: boolean;
  facts: LedgerFact[];
};

/** The ledger in rows: runs of days with one owner and kind, each with what there is to say of it. */
export function ledgerRows(
  days: readonly CaseDay[],
  clocks: readonly Clock[],
  reading: Reading,
  convention: Convention,
  process: Process,
  calendar: WorkCalendar,
): LedgerRow[] {
  const { zone } = process;
  const talking = talkingClocks(clocks, reading, process, calendar);
  const names = new Map(process.steps.map(({ step, name }) => [step, name]));
  const nameOf = (step: number) => names.get(step) ?? '';
  const rows: LedgerRow[] = [];
  let total = 0;
  for (const run of runsOf(days, talking)) {
    const kind = kindOf(run);
    const row: RowDays = {
      days: run,
      from: run[0]!.day,
      to: run.at(-1)!.day,
      paused: kind === 'paused',
      counted: kind === 'counted' || kind === 'paused',
    };
    const workingDays = run.filter((day) => day.owner !== null && isWorkingDay(day)).length;
    total += workingDays;
    const first = run[0] === days[0];
    const facts: Timed[] = [
      ...(first || kind === 'start' ? startFacts(row, reading, kind === 'start', zone) : []),
      ...dayFacts(row, zone),
      ...stepFacts(row, reading, nameOf, process.singleStamp, zone),
      ...pauseFacts(row, reading, zone),
      ...talking.flatMap((clock) => clockFacts(row, clock, reading, calendar, zone)),
    ];
    rows.push({
      from: dateText(row.from),
      to: dateText(row.to),
      owner: row.counted ? run[0]!.owner : null,
      kind,
      workingDays,
      total,
      overdue: talking.some((clock) => run.some(({ day }) => isPast(clock, day))),
      facts: inOrder(facts),
    });
  }
  const today = todayRow(days, talking, reading, total, convention, process, calendar);
  return today === null ? rows : [...rows, today];
}

/** Holidays stand by themselves; weekends stay with the days around them. */
function runsOf(days: readonly CaseDay[], talking: readonly TalkingClock[]): CaseDay[][] {
  const runs: CaseDay[][] = [];
  let last = '';
  for (const day of days) {
    const past = talking.some((clock) => isPast(clock, day.day));
    const key =
      day.owner === null ? 'start' : day.kind === 'holiday' ? 'holiday' : `${day.owner} ${day.paused} ${past}`;
    if (key === last) runs.at(-1)!.push(day);
    else runs.push([day]);
    last = key;
  }
  return runs;
}

function kindOf(run: readonly CaseDay[]): LedgerRow['kind'] {
  const first = run[0]!;
  if (first.owner === null) return 'start';
  if (first.kind === 'holiday') return 'holiday';
  if (!run.some(isWorkingDay)) return 'rest';
  return first.paused ? 'paused' : 'counted';
}

function todayRow(
  days: readonly CaseDay[],
  talking: readonly TalkingClock[],
  reading: Reading,
  total: number,
  convention: Convention,
  process: Process,
  calendar: WorkCalendar,
): LedgerRow | null {
  if (reading.end !== null) return null;
  const today = days.at(-1)!.day + 1;
  const facts = talking.flatMap((clock) => todayFact(clock, today, reading, calendar, process.zone));
  if (facts.length === 0) return null;
  const { owner } = reading.runs(convention).at(-1)!;
  const date = dateText(today);
  const overdue = facts.some(({ fact }) => fact.first! > 0);
  return {
    from: date,
    to: date,
    owner: OWNERS[owner]!,
    kind: 'today',
    workingDays: 0,
    total,
    overdue,
    facts: inOrder(facts),
  };
}

function inOrder(facts: readonly Timed[]): LedgerFact[] {
  return facts.toSorted((a, b) => a.at - b.at).map(({ fact }) => fact);
}
