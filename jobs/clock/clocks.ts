import { CUBE, FLAGS, type CaseLog, type Instant, type Verdict } from '../../sql/vocabulary.ts';
import { ANYONE, countedDays, counts } from './count.ts';
import { dayOf, startOfDay } from './day.ts';
import { dayRuns, heldBy, type DayRun, type Held } from './lane.ts';
import { UTILITY, type Layout } from './layout.ts';
import { firstCounting, lastCounting, measure, type Lane } from './measure.ts';
import type { Asked } from './applicable.ts';
import { THE_CASE, type Edge, type PlannedClock, type PlannedRule } from './plan.ts';
import { endOf, spansOf, staysOf, type Spans, type Stay } from './stays.ts';
import { EVERY_DAY, type Convention, type WorkCalendar } from './work-calendar.ts';

/** `…-unknown`: a rule asks what the source does not say of the case. */
export type ClockReason =
  | ''
  | 'end-before-start'
  | 'stop-unknown'
  | 'stopped-before-start'
  | 'start-missing'
  | 'no-steps'
  | 'no-agreed-date'
  | 'mean'
  | `${Asked}-unknown`;

/** One clock of a case at `asOf`. */
export type Clock = {
  planned: PlannedRule | null;
  /** The rule whose limit is the date the source gives; else null. */
  agreed: PlannedRule | null;
  stage: number;
  started: Instant;
  stopped: Instant | null;
  used: number;
  deadline: Instant | null;
  deadlineDay: number | null;
  riskAt: Instant | null;
  over: number;
  verdict: Verdict;
  paused: boolean;
  provisional: boolean;
  /** Why it is undecidable or has no limit, or what a rule that would go before asks in vain; else ''. */
  reason: ClockReason;
};

/** What of a case its clocks are read from. */
export type Reading = {
  log: CaseLog;
  asOf: Instant;
  end: Instant | null;
  stays: readonly Stay[];
  spans: Spans;
  held: readonly Held[];
  /** Who held the ball; of suspensions only those for the given reasons, where there are any given. */
  heldUnder(pauses: readonly string[] | undefined): readonly Held[];
  runs(convention: Convention, pauses?: readonly string[]): readonly DayRun[];
};

/** Data that says a case ended before it began decides nothing. */
export const UNDECIDABLE_FLAGS = FLAGS.endBeforeStart | FLAGS.negativeStep;

export function readCase(log: CaseLog, layout: Layout, asOf: Instant): Reading {
  const stays = staysOf(log, layout, asOf);
  const end = endOf(log, asOf);
  const held = heldBy(log, stays, asOf);
  const runs = new Map<string, readonly DayRun[]>();
  const heldUnder = (pauses: readonly string[] | undefined) =>
    pauses === undefined || log.pauses.every(({ reason }) => pauses.includes(reason))
      ? held
      : heldBy({ ...log, pauses: log.pauses.filter(({ reason }) => pauses.includes(reason)) }, stays, asOf);
  return {
    log,
    asOf,
    end,
    stays,
    spans: spansOf(stays, layout, end === null),
    held,
    heldUnder,
    runs: (convention, pauses) => {
      const key = `${convention} ${pauses?.join('\n') ?? '*'}`;
      let found = runs.get(key);
      if (found === undefined) runs.set(key, (found = dayRuns(heldUnder(pauses), convention, layout.zone)));
      return found;
    },
  };
}

/** The clock of a stage or of the whole case; null where it has not started, does not apply or was cut off by an abort. */
export function clockOf(
  clock: PlannedClock,
  reading: Reading,
  acceptancePicks: boolean,
  calendar: WorkCalendar,
  zone: string,
): Clock | null {
  const { log, end, spans } = reading;
  const occurs = clock.position < 0 || spans.first[clock.position]! < Infinity;
  // Accepted, and still on the way to a stage that counts from acceptance; one that was passed by is not applicable.
  if (!occurs && (end !== null || spans.furthest > clock.position)) return null;
  for (const planned of clock.rules) {
    if (!occurs && (planned.rule.optional === true || !planned.starts.some(isAcceptance))) continue;
    const stopped = stopOf(planned.stop, clock, reading);
    const start = startOf(planned.starts, clock.position, reading, stopped);
    if (start === null) return null;
    const { started, missing } = start;
    if (missing && clock.position < 0 && planned.rule.optional === true) continue;
    const day = dayOf(acceptancePicks ? log.opened : started, zone);
    if (day < planned.from || day > planned.to) continue;
    const made =
      planned.rule.statistic === 'agreed'
        ? agreedClock(planned, clock.stage, started, stopped, reading, calendar, zone)
        : limited(planned, clock.stage, started, stopped, reading, calendar, zone);
    if (made === null || made.verdict === 'undecidable') return made;
    if (missing) return undecided(made, 'start-missing');
    return made.reason === '' ? { ...made, reason: askedInVain(clock, planned.rank, day) } : made;
  }
  if (!occurs) return null;
  const started = clock.position < 0 ? log.opened : spans.first[clock.position]!;
  const reason = askedInVain(clock, Infinity, dayOf(acceptancePicks ? log.opened : started, zone));
  if (clock.position < 0 && reason === '') return null;
  const stopped = stopOf({ position: clock.position, end: true }, clock, reading);
  const made = unlimited(clock.stage, started, stopped, reading, calendar, zone);
  return made === null || made.verdict === 'undecidable' ? made : { ...made, reason };
}

/** What the first rule that would go before the one of this rank asks of the source and does not learn. */
function askedInVain({ silent }: PlannedClock, rank: number, day: number): Clock['reason'] {
  return silent.find((rule) => rule.rank < rank && rule.from <= day && day <= rule.to)?.reason ?? '';
}

/** The source's date as the limit of a rule that says: as agreed with the customer. */
function agreedClock(
  planned: PlannedRule,
  stage: number,
  started: Instant,
  stop: Stop,
  reading: Reading,
  calendar: WorkCalendar,
  zone: string,
): Clock | null {
  if (stop === 'aborted') return null;
  const { log, end } = reading;
  if (log.deadline === null) {
    const made = unlimited(stage, started, stop, reading, calendar, zone);
    return made === null || made.verdict === 'undecidable'
      ? made
      : { ...made, agreed: planned, reason: 'no-agreed-date' };
  }
  const stopped = stop === 'unknown' ? end : stop;
  const clock = { ...dated(log.deadline, started, stopped, reading, calendar, zone), stage, agreed: planned };
  return stop === 'unknown' ? undecided(clock, 'stop-unknown') : decidable(clock, log);
}

/** The deadline the source gives, compared as the instant written. */
export function givenClock(deadline: Instant, reading: Reading, calendar: WorkCalendar, zone: string): Clock | null {
  const { log, end } = reading;
  if (log.state === 'aborted' && end !== null) return null;
  return decidable(dated(deadline, log.opened, end, reading, calendar, zone), log);
}

function dated(
  deadline: Instant,
  started: Instant,
  stopped: Instant | null,
  { asOf }: Reading,
  calendar: WorkCalendar,
  zone: string,
): Clock {
  const past = (stopped ?? asOf) > deadline;
  const startDay = dayOf(started, zone);
  const to = lastCounting({ stopped, asOf }, zone);
  const lastDay = dayOf(deadline - 1, zone);
  const limit = calendar.workingDays(startDay, lastDay, 'EXCLUDE_START');
  const riskDay = calendar.deadlineDay(startDay, Math.min(limit - 1, Math.ceil(limit * 0.8)), 'EXCLUDE_START');
  return {
    planned: null,
    agreed: null,
    stage: CUBE.whole,
    started,
    stopped,
    used: calendar.workingDays(startDay, to, 'EXCLUDE_START'),
    deadline,
    deadlineDay: null,
    riskAt: stopped !== null ? null : limit < 2 ? started : startOfDay(riskDay, zone),
    over: past ? Math.max(1, calendar.workingDays(lastDay, to, 'EXCLUDE_START')) : 0,
    verdict: stopped === null ? 'running' : past ? 'overdue' : 'met',
    paused: false,
    provisional: false,
    reason: '',
  };
}

function limited(
  planned: PlannedRule,
  stage: number,
  started: Instant,
  stop: Stop,
  reading: Reading,
  calendar: WorkCalendar,
  zone: string,
): Clock | null {
  const { log, asOf } = reading;
  const { pauses } = planned.rule;
  if (stop === 'aborted') return null;
  const stopped = stop === 'unknown' ? reading.end : stop;
  const lane: Lane = { held: reading.heldUnder(pauses), runs: reading.runs(planned.limit.convention, pauses) };
  const measured = measure(planned.limit, { started, stopped, asOf }, lane, calendar, zone);
  const { used, deadline, deadlineDay, riskAt } = measured;
  const paused = stopped === null && !counts(lane.runs.at(-1)!, planned.limit.mask);
  /**
   * A limit in days is passed when a later day, working or not, is begun with the ball still here; not by days that
   * somebody else holds it. 24:00 of the last day is the next day's first instant, as dates without a time are written.
   */
  const heldAfter = (day: number) =>
    countedDays(lane.runs, planned.limit.mask, EVERY_DAY, day + 1, lastCounting({ stopped, asOf }, zone)) > 0;
  const past =
    deadline !== null &&
    (deadlineDay === null
      ? (stopped ?? asOf) > deadline
      : heldAfter(deadlineDay) || (stopped === null && !paused && asOf >= deadline));
  // Used up to the last day, handed over and stopped before the ball came back: the last day in time moved along.
  const moved = !past && stopped !== null && deadlineDay !== null && dayOf(stopped, zone) > deadlineDay;
  const lastDay = moved ? dayOf(stopped, zone) : deadlineDay;
  const clock: Clock = {
    planned,
    agreed: null,
    stage,
    started,
    stopped,
    used,
    // Used up to the last day and then handed over: what is left depends on when the ball comes back.
    deadline: paused && !past ? null : moved ? startOfDay(lastDay! + 1, zone) : deadline,
    deadlineDay: lastDay,
    riskAt,
    // A limit may be passed on a rest day, when no further day is used yet.
    over: past ? Math.max(1, used - planned.limit.value) : 0,
    verdict: stopped === null ? 'running' : past ? 'overdue' : 'met',
    paused,
    provisional:
      deadline !== null && calendar.isGuessed(dayOf(started, zone), deadlineDay ?? dayOf(deadline - 1, zone)),
    reason: '',
  };
  if (stop === 'unknown') return undecided(clock, 'stop-unknown');
  // A list told of the case and nobody of its steps: who held the ball is not known.
  if (log.events.length === 0 && planned.limit.mask !== ANYONE) return undecided(clock, 'no-steps');
  return stopped !== null && stopped < started ? undecided(clock, 'stopped-before-start') : decidable(clock, log);
}

/** A stage without a limit: its stay in working days of every owner, suspensions apart. */
function unlimited(
  stage: number,
  started: Instant,
  stop: Stop,
  reading: Reading,
  calendar: WorkCalendar,
  zone: string,
): Clock | null {
  if (stop === 'aborted') return null;
  const stopped = stop === 'unknown' ? reading.end : stop;
  const runs = reading.runs('EXCLUDE_START');
  const from = firstCounting(dayOf(started, zone), 'EXCLUDE_START');
  const to = lastCounting({ stopped, asOf: reading.asOf }, zone);
  const last = runs.at(-1)!;
  const clock: Clock = {
    planned: null,
    agreed: null,
    stage,
    started,
    stopped,
    used: countedDays(runs, ANYONE, calendar, from, to),
    deadline: null,
    deadlineDay: null,
    riskAt: null,
    over: 0,
    verdict: 'no-limit',
    paused: stopped === null && (last.paused || last.owner !== UTILITY),
    provisional: false,
    reason: '',
  };
  return stop === 'unknown' ? undecided(clock, 'stop-unknown') : decidable(clock, reading.log);
}

function decidable(clock: Clock, log: CaseLog): Clock {
  return (log.flags & UNDECIDABLE_FLAGS) === 0 ? clock : undecided(clock, 'end-before-start');
}

function undecided(clock: Clock, reason: Clock['reason']): Clock {
  const nothing = { deadline: null, deadlineDay: null, riskAt: null, over: 0, provisional: false };
  return { ...clock, ...nothing, verdict: 'undecidable', reason };
}

/** An instant; null: running; unknown: the case ended and nobody wrote down when this did; aborted: cut off. */
type Stop = Instant | null | 'unknown' | 'aborted';

function stopOf({ position, end: atEnd }: Edge, { stage }: PlannedClock, { log, end, spans }: Reading): Stop {
  if (position >= 0) {
    if (!atEnd && spans.first[position]! < Infinity) return spans.first[position]!;
    if (atEnd && spans.open[position] === 1) return null;
    if (atEnd && spans.last[position]! > -Infinity) return spans.last[position]!;
  }
  if (end === null) return null;
  if (log.state === 'aborted') return 'aborted';
  return stage === CUBE.whole || stage === CUBE.utilitySum || position === THE_CASE ? end : 'unknown';
}

/**
 * The latest of the events that occur; null while one of them is under way, or still to come for an open case, and the
 * clock has not stopped. Where none does: the stage's own start, or the case's.
 */
function startOf(
  starts: readonly Edge[],
  own: number,
  { log, end, spans }: Reading,
  stop: Stop,
): { started: Instant; missing: boolean } | null {
  let latest = -Infinity;
  for (const { position, end: atEnd } of starts) {
    let at: Instant;
    if (position >= 0) {
      if (atEnd && spans.open[position] === 1 && stop === null) return null;
      at = atEnd ? spans.last[position]! : spans.first[position]!;
    } else if (position === THE_CASE) at = atEnd ? (end ?? Infinity) : log.opened;
    else continue;
    if (at < Infinity && at > latest) latest = at;
  }
  if (latest > -Infinity) return { started: latest, missing: false };
  if (own === THE_CASE && end === null && stop === null && starts.some(({ position }) => position >= 0)) return null;
  return { started: own === THE_CASE ? log.opened : spans.first[own]!, missing: true };
}

function isAcceptance({ position, end }: Edge): boolean {
  return position === THE_CASE && !end;
}
