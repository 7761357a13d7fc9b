import { decidingClocks } from '../../sql/deciding.ts';
import { CUBE, FLAGS, VERDICTS, type CaseLog, type Instant, type Process, type Verdict } from '../../sql/vocabulary.ts';
import { connected } from './connected.ts';
import { clockOf, givenClock, readCase, type Clock, type Reading } from './clocks.ts';
import { dayOf } from './day.ts';
import type { Judged } from './judged.ts';
import { CUSTOMER, layOut } from './layout.ts';
import { lastCounting } from './measure.ts';
import { makePlanner } from './plan.ts';
import { remarksOf } from './remarks.ts';
import type { RuleSet } from './rule-set.ts';
import { lateAtStarts, seenClocks } from './seen.ts';
import type { Stay } from './stays.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** Judges a case as known at an instant. */
export type Judge = (log: CaseLog, asOf: Instant) => Judged;

/** smallint, as `case_clock` keeps days. */
const MOST_DAYS = 32_767;
const INDEX = Object.fromEntries(VERDICTS.map((verdict, index) => [verdict, index])) as Record<Verdict, number>;

/** Judges one case; for many, `makeJudge` once. */
export function judgeCase(
  log: CaseLog,
  process: Process,
  rules: RuleSet,
  calendar: WorkCalendar,
  asOf: Instant,
): Judged {
  return makeJudge(process, rules, calendar)(log, asOf);
}

/** Prepares a process and a rule set for judging many cases. */
export function makeJudge(process: Process, rules: RuleSet, calendar: WorkCalendar): Judge {
  const read = makeClockReader(process, rules, calendar);
  const layout = layOut(process);
  return (log, asOf) => {
    const { reading, clocks, cutOff, calendar: own } = read(log, asOf);
    const seen = [
      ...seenClocks(reading, clocks, cutOff, own, process.zone),
      ...lateAtStarts(reading, clocks, process.zone),
      ...connected(reading, layout),
    ];
    const remarks = remarksOf(reading, clocks, layout);
    return { ...judged(reading, clocks, own, process.zone), seen, remarks };
  };
}

/**
 * A case's clocks, for those who explain them, and the calendar of its unit, by which its days count. `cutOff`: those an
 * abort left without an end, up to the abort.
 */
export function makeClockReader(
  process: Process,
  rules: RuleSet,
  calendar: WorkCalendar,
): (log: CaseLog, asOf: Instant) => { reading: Reading; clocks: Clock[]; cutOff: Clock[]; calendar: WorkCalendar } {
  const layout = layOut(process);
  const planFor = makePlanner(process, layout, rules);
  const byUnit = rules.rules.some((rule) => rule.units !== undefined);
  const acceptancePicks = rules.picks === 'acceptance';
  const calendarAt = calendarsOfUnits(process, calendar);
  const clocksOf = (reading: Reading, own: WorkCalendar): Clock[] => {
    const { log } = reading;
    const plan = planFor(log, log.unit);
    const clocks: Clock[] = [];
    for (let i = 0; i < plan.length; i++) {
      const unit = byUnit ? unitAt(plan[i]!.position, reading) : log.unit;
      const planned = unit === log.unit ? plan[i]! : planFor(log, unit)[i]!;
      const clock = clockOf(planned, reading, acceptancePicks, own, process.zone);
      if (clock !== null) clocks.push(clock);
    }
    if (rules.kind === 'source' && log.deadline !== null) {
      const given = givenClock(log.deadline, reading, own, process.zone);
      if (given !== null) clocks.push(given);
    }
    return clocks;
  };
  return (log, asOf) => {
    const reading = readCase(log, layout, asOf);
    const own = calendarAt(reading);
    const clocks = clocksOf(reading, own);
    if (log.state !== 'aborted' || reading.end === null) return { reading, clocks, cutOff: [], calendar: own };
    const ran = clocksOf({ ...reading, log: { ...log, state: 'archived' } }, own);
    const cutOff = ran.filter(({ stage }) => !clocks.some((clock) => clock.stage === stage));
    return { reading, clocks, cutOff, calendar: own };
  };
}

/** A case counts its days by the calendar of the unit that accepted it, also after it moved to another. */
function calendarsOfUnits({ unitPaths }: Process, calendar: WorkCalendar): (reading: Reading) => WorkCalendar {
  const { at } = calendar;
  if (at === undefined) return () => calendar;
  const known = new Map<number, WorkCalendar>();
  return (reading) => {
    const unit = unitAt(-1, reading);
    let own = known.get(unit);
    if (own === undefined) known.set(unit, (own = at(unitPaths?.get(unit) ?? [])));
    return own;
  };
}

/** The unit that had the case when a stage, or the case itself, began; a case that moves is judged as it then was. */
function unitAt(position: number, { log, stays }: Reading): number {
  let began: Stay | undefined;
  for (const stay of stays) {
    if ((position < 0 || stay.position === position) && (began === undefined || stay.from < began.from)) began = stay;
  }
  return began?.event.unit ?? log.unit;
}

function judged(
  reading: Reading,
  clocks: readonly Clock[],
  calendar: WorkCalendar,
  zone: string,
): Omit<Judged, 'remarks' | 'seen'> {
  const { log, asOf, end, stays } = reading;
  const open = stays.filter((stay) => stay.to === Infinity);
  const result: Omit<Judged, 'remarks' | 'seen'> = {
    rule: [],
    stage: [],
    started: [],
    deadline: [],
    riskAt: [],
    stopped: [],
    used: [],
    daysOver: [],
    verdict: [],
    paused: [],
    provisional: false,
    caseVerdict: INDEX[caseVerdict(log, clocks)],
    days: clamp(
      calendar.workingDays(dayOf(log.opened, zone), lastCounting({ stopped: end, asOf }, zone), 'EXCLUDE_START'),
    ),
    customerOnly: end === null && open.length > 0 && open.every((stay) => stay.owner === CUSTOMER),
    late: false,
  };
  for (const clock of clocks) {
    result.rule.push((clock.planned ?? clock.agreed)?.index ?? -1);
    result.stage.push(clock.stage);
    result.started.push(clock.started);
    result.deadline.push(clock.deadline);
    result.riskAt.push(clock.riskAt);
    result.stopped.push(clock.stopped);
    result.used.push(clamp(clock.used));
    result.daysOver.push(clamp(clock.over));
    result.verdict.push(INDEX[clock.verdict]);
    result.paused.push(clock.paused);
    result.provisional ||= clock.provisional;
    result.late ||= clock.over > 0;
  }
  return result;
}

/** The worst verdict of the clocks that decide over the case. */
export function caseVerdict(log: CaseLog, clocks: readonly Clock[]): Verdict {
  if ((log.flags & (FLAGS.endBeforeStart | FLAGS.negativeStep)) !== 0) return 'undecidable';
  const limited = clocks.filter(
    (clock) =>
      clock.planned !== null ||
      clock.deadline !== null ||
      clock.agreed !== null ||
      (clock.stage === CUBE.whole && clock.verdict === 'undecidable'),
  );
  const deciding = decidingClocks(log.class, limited);
  const worst: Verdict[] = ['overdue', 'undecidable', 'running', 'met'];
  return worst.find((verdict) => deciding.some((clock) => clock.verdict === verdict)) ?? 'no-limit';
}

function clamp(days: number): number {
  return Math.max(0, Math.min(MOST_DAYS, Math.ceil(days)));
}
