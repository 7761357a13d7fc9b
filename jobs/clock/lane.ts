import { OWNERS, type CaseLog, type DayNumber, type Instant } from '../../sql/vocabulary.ts';
import { dayFrom, dayOf, lastDayBefore } from './day.ts';
import { UTILITY } from './layout.ts';
import type { Stay } from './stays.ts';
import type { Convention } from './work-calendar.ts';

/** Who holds the ball from `from` to `to`: index into OWNERS. Suspended by somebody else than the utility: paused. */
export type Held = { from: Instant; to: Instant; owner: number; paused: boolean };

/** A run of days, both ends included, with one owner. The last run never ends: things stay as they are. */
export type DayRun = { from: DayNumber; to: DayNumber; owner: number; paused: boolean };

/**
 * The owner lane of a case from its first instant on (domain §3): a suspension's owner before any step's, of parallel
 * steps utility before government before grid project before customer, and the utility where no step is open.
 */
export function heldBy(log: CaseLog, stays: readonly Stay[], asOf: Instant): Held[] {
  const start = stays.reduce((first, stay) => Math.min(first, stay.from), log.opened);
  const pauses = log.pauses.filter((pause) => pause.from <= asOf);
  if (pauses.length === 0 && stays.every((stay) => stay.owner === UTILITY)) {
    return [{ from: start, to: Infinity, owner: UTILITY, paused: false }];
  }
  const pausedBy = pauses.map(({ from, to, owner }) => ({
    from,
    to: to === null || to > asOf ? Infinity : to,
    owner: OWNERS.indexOf(owner),
  }));
  const lane: Held[] = [];
  const edges = edgesFrom(start, stays, pausedBy);
  for (let i = 0; i < edges.length; i++) {
    const from = edges[i]!;
    const pausing = holder(pausedBy, from);
    const owner = pausing ?? holder(stays, from) ?? UTILITY;
    const paused = pausing !== undefined && pausing !== UTILITY;
    const before = lane.at(-1);
    if (before !== undefined && before.owner === owner && before.paused === paused)
      before.to = edges[i + 1] ?? Infinity;
    else lane.push({ from, to: edges[i + 1] ?? Infinity, owner, paused });
  }
  return lane;
}

/** The lane in whole days; a hand-over day belongs to one owner, as the first-day convention says. */
export function dayRuns(lane: readonly Held[], convention: Convention, zone: string): DayRun[] {
  const heldAtDawn = runsAtDawn(lane, zone);
  return convention === 'EXCLUDE_START' ? heldAtDawn : withTouchedDays(lane, heldAtDawn, zone);
}

/** A day belongs to whoever holds the ball when it begins; the first day to whoever begins. */
function runsAtDawn(lane: readonly Held[], zone: string): DayRun[] {
  const runs: DayRun[] = [];
  let next = dayOf(lane[0]!.from, zone);
  for (const { to, owner, paused } of lane) {
    const end = to === Infinity ? Infinity : dayFrom(to, zone) - 1;
    if (end < next) continue;
    append(runs, { from: next, to: end, owner, paused });
    next = end + 1;
  }
  return runs;
}

/** The same, but every day on which the utility holds the ball for any length of time is the utility's. */
function withTouchedDays(lane: readonly Held[], dawn: readonly DayRun[], zone: string): DayRun[] {
  const runs: DayRun[] = [];
  let next = dawn[0]!.from;
  const others = (until: DayNumber) => {
    for (const run of dawn) {
      const from = Math.max(run.from, next);
      const to = Math.min(run.to, until);
      if (from <= to) append(runs, { ...run, from, to });
    }
  };
  for (const held of lane) {
    if (held.owner !== UTILITY) continue;
    const from = Math.max(dayOf(held.from, zone), next);
    const to = held.to === Infinity ? Infinity : lastDayBefore(held.to, zone);
    if (to < from) continue;
    others(from - 1);
    append(runs, { from, to, owner: UTILITY, paused: false });
    next = to + 1;
  }
  if (next !== Infinity) others(Infinity);
  return runs;
}

function append(runs: DayRun[], run: DayRun): void {
  const before = runs.at(-1);
  if (before !== undefined && before.owner === run.owner && before.paused === run.paused) before.to = run.to;
  else runs.push({ ...run });
}

/** The one that holds at an instant, the earliest in OWNERS of several. */
function holder(holds: readonly { from: Instant; to: Instant; owner: number }[], at: Instant): number | undefined {
  let first: number | undefined;
  for (const { from, to, owner } of holds) {
    if (from <= at && at < to && (first === undefined || owner < first)) first = owner;
  }
  return first;
}

function edgesFrom(start: Instant, ...holds: (readonly { from: Instant; to: Instant }[])[]): Float64Array {
  const edges: Instant[] = [start];
  for (const list of holds) {
    for (const { from, to } of list) {
      if (from > start) edges.push(from);
      if (to > start && to !== Infinity) edges.push(to);
    }
  }
  const sorted = Float64Array.from(edges).sort();
  let n = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[n - 1]) sorted[n++] = sorted[i]!;
  return sorted.subarray(0, n);
}
