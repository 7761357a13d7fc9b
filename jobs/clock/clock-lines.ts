import { CUBE, OWNERS, type CaseLog, type DayNumber, type Instant, type Process } from '../../sql/vocabulary.ts';
import { overOf, stageOf } from './clock-rows.ts';
import type { Clock, Reading } from './clocks.ts';
import { ANYONE, counts } from './count.ts';
import { dateText, dayOf, isoText } from './day.ts';
import { makeClockReader } from './judge.ts';
import { isWorkingDay } from './ledger-days.ts';
import { firstCounting, lastCounting } from './measure.ts';
import type { RuleSet } from './rule-set.ts';
import type { Convention, DayKind, WorkCalendar } from './work-calendar.ts';

export type LineOwner = 'utility' | 'customer' | 'government' | 'gridProject';

/** A day of a clock. The start day of a clock that does not count it has no owner and is in no sum. */
export type LineDay = { date: string; kind: DayKind; owner: LineOwner | null; counted: boolean };

/** One clock of one case, as `yekuo clocks` prints it. */
export type ClockLine = {
  case: string;
  unit: string;
  class: string;
  ruleSet: string;
  ruleVersion: string;
  calendarVersion: string;
  scope: string;
  stage: string | null;
  start: string;
  /** A date for limits in days, else an instant; null without one. */
  deadline: string | null;
  stop: string | null;
  verdict: string;
  reason: string;
  /** What is compared with the limit, in the limit's unit. */
  usedDays: number;
  /** Elapsed working days without those taken out. */
  netDays: number;
  /** Elapsed working days: the sum of the owners. */
  grossDays: number;
  owners: Record<LineOwner, number>;
  daysOver: number | null;
  provisional: boolean;
  exemption: string;
  days?: LineDay[];
};

export type ReadLines = (log: CaseLog, asOf: Instant) => ClockLine[];

const NAMES: readonly LineOwner[] = OWNERS.map((owner) => (owner === 'grid' ? 'gridProject' : owner));

/** none, asked, approved or refused: the request to leave a late clock of a case out of the figures. */
export type ExemptionOf = (caseKey: string, stage: number) => string;

/** Prepares a process and a rule set for printing the clocks of many cases; `days`: with every day of each clock. */
export function clockLines(
  process: Process,
  rules: RuleSet,
  calendar: WorkCalendar,
  days: boolean,
  exemptionOf: ExemptionOf,
): ReadLines {
  const read = makeClockReader(process, rules, calendar);
  return (log, asOf) => {
    const { reading, clocks, calendar: own } = read(log, asOf);
    // A stay without a limit is no clock, unless there is a reason why it has none.
    const told = clocks.filter((clock) => clock.verdict !== 'no-limit' || clock.reason !== '');
    return told.map((clock) => ({
      ...lineOf(clock, log, reading, rules, process, own),
      exemption: exemptionOf(log.caseKey, clock.stage),
      ...(days && { days: printedDays(clock, reading, own, process.zone) }),
    }));
  };
}

function lineOf(
  clock: Clock,
  log: CaseLog,
  reading: Reading,
  rules: RuleSet,
  process: Process,
  calendar: WorkCalendar,
): Omit<ClockLine, 'exemption' | 'days'> {
  const { zone } = process;
  const days = daysOf(clock, reading, calendar, zone);
  const owners: Record<LineOwner, number> = { utility: 0, customer: 0, government: 0, gridProject: 0 };
  let net = 0;
  for (const day of days) {
    if (day.owner === null || !isWorkingDay(day)) continue;
    owners[day.owner]++;
    if (!day.takenOut) net++;
  }
  const scope = scopeOf(clock);
  return {
    case: log.caseKey,
    unit: process.unitPaths?.get(log.unit)?.at(-1) ?? '',
    class: log.class,
    ruleSet: rules.code,
    ruleVersion: rules.version,
    calendarVersion: calendar.version,
    scope,
    stage: scope === 'stage' ? stageOf(clock.stage, process).code : scope === 'segment' ? segmentOf(clock.stage) : null,
    start: isoText(clock.started, zone),
    deadline: deadlineOf(clock, zone),
    stop: clock.stopped === null ? null : isoText(clock.stopped, zone),
    verdict: verdictOf(clock),
    reason: clock.reason,
    usedDays: clock.used,
    netDays: net,
    grossDays: owners.utility + owners.customer + owners.government + owners.gridProject,
    owners,
    daysOver: clock.verdict === 'no-limit' ? null : daysOver(clock, calendar, zone, reading),
    provisional: clock.provisional,
  };
}

function printedDays(clock: Clock, reading: Reading, calendar: WorkCalendar, zone: string): LineDay[] {
  return daysOf(clock, reading, calendar, zone).map(({ date, kind, owner, counted }) => ({
    date,
    kind,
    owner,
    counted,
  }));
}

function daysOver(clock: Clock, calendar: WorkCalendar, zone: string, reading: Reading): number | null {
  const over = overOf(clock, calendar, zone, reading);
  return over === null ? null : Math.max(0, over);
}

function scopeOf({ stage }: Clock): string {
  if (stage >= 0) return 'stage';
  return stage === CUBE.whole ? 'whole-process' : stage === CUBE.utilitySum ? 'utility-sum' : 'segment';
}

const segmentOf = (stage: number): string => 'ABCD'[CUBE.segmentA - stage] ?? '';

function verdictOf({ verdict, over }: Clock): string {
  if (verdict === 'no-limit') return 'not-applicable';
  return verdict === 'running' && over > 0 ? 'running-overdue' : verdict;
}

function deadlineOf({ deadline, deadlineDay, planned }: Clock, zone: string): string | null {
  if (deadline === null) return null;
  const inDays = planned !== null && planned.limit.unit !== 'working-hour';
  return inDays ? dateText(deadlineDay ?? dayOf(deadline - 1, zone)) : isoText(deadline, zone);
}

type Told = LineDay & { takenOut: boolean };

/** Every calendar day from a clock's start to its stop or to `asOf`; nothing where it stopped before it started. */
function daysOf(clock: Clock, reading: Reading, calendar: WorkCalendar, zone: string): Told[] {
  const limit = clock.planned?.limit;
  const convention: Convention = limit?.convention ?? 'EXCLUDE_START';
  const start = dayOf(clock.started, zone);
  const from = firstCounting(start, convention);
  const to = lastCounting({ stopped: clock.stopped, asOf: reading.asOf }, zone);
  const days: Told[] = [];
  if (to < start) return days;
  if (from > start) days.push(told(start, null));
  const whole = reading.runs(convention);
  const own = reading.runs(convention, clock.planned?.rule.pauses);
  // A date given by the source stands still for nobody.
  const standsStill = limit !== undefined || clock.deadline === null;
  for (let day = from; day <= to; day++) {
    const run = whole.find((one) => one.from <= day && day <= one.to);
    const ownRun = own.find((one) => one.from <= day && day <= one.to);
    const runs = !standsStill || (ownRun !== undefined && counts(ownRun, limit?.mask ?? ANYONE));
    days.push(told(day, NAMES[run?.owner ?? 0]!, runs));
  }
  return days;

  function told(day: DayNumber, owner: LineOwner | null, runs = false): Told {
    const { kind } = calendar.kindOf(day);
    const counted = runs && (isWorkingDay({ kind }) || limit?.unit === 'calendar-day' || limit?.unit === 'month');
    return { date: dateText(day), kind, owner, counted, takenOut: !runs };
  }
}
