import type { CaseLog, Instant, Process } from '../../sql/vocabulary.ts';
import type { Clock, Reading } from './clocks.ts';
import { countedDays } from './count.ts';
import { dayOf } from './day.ts';
import { makeClockReader } from './judge.ts';
import { firstCounting } from './measure.ts';
import type { RuleSet } from './rule-set.ts';
import { EVERY_DAY, type WorkCalendar } from './work-calendar.ts';

/**
 * What is tried: another rule set or version of one; suspensions for a reason that stop no clock; a stage left out, or two
 * side by side. The last two are upper bounds: nobody works faster, later steps are taken to follow at once.
 */
export type Variation =
  | { kind: 'rules' }
  | { kind: 'no-pause'; reasons: readonly string[] }
  | { kind: 'drop'; stage: string }
  | { kind: 'parallel'; stages: readonly [string, string] };

/** One clock of a case as it is and as it would be. */
export type TriedClock = { stage: number; before: TriedVerdict; after: TriedVerdict };
export type TriedVerdict = 'met' | 'overdue' | 'running' | 'running-overdue' | 'undecidable' | 'none';

export type Try = (log: CaseLog, asOf: Instant) => TriedClock[];

/** Prepares trying a variation on many cases; `other` is the set tried in the place of `rules`, else `rules` itself. */
export function makeTry(
  process: Process,
  by: { rules: RuleSet; other: RuleSet; calendar: WorkCalendar; otherCalendar: WorkCalendar },
  variation: Variation,
): Try {
  const read = makeClockReader(process, by.rules, by.calendar);
  const readOther = variation.kind === 'rules' ? makeClockReader(process, by.other, by.otherCalendar) : read;
  return (log, asOf) => {
    const { reading, clocks, calendar } = read(log, asOf);
    const changed = new Map<number, TriedVerdict>();
    if (variation.kind === 'rules')
      for (const clock of readOther(log, asOf).clocks) changed.set(clock.stage, verdictOf(clock));
    if (variation.kind === 'no-pause') {
      const pauses = log.pauses.filter(({ reason }) => !variation.reasons.includes(reason));
      for (const clock of read({ ...log, pauses }, asOf).clocks) changed.set(clock.stage, verdictOf(clock));
    }
    if (variation.kind === 'drop' || variation.kind === 'parallel')
      for (const clock of clocks) {
        const verdict = shortened(clock, variation, reading, process, calendar);
        if (verdict !== null) changed.set(clock.stage, verdict);
      }
    const before = new Map(clocks.map((clock) => [clock.stage, verdictOf(clock)]));
    return [...new Set([...before.keys(), ...changed.keys()])].map((stage) => ({
      stage,
      before: before.get(stage) ?? 'none',
      after: changed.get(stage) ?? 'none',
    }));
  };
}

function verdictOf({ verdict, over }: Clock): TriedVerdict {
  if (verdict === 'no-limit') return 'none';
  return verdict === 'running' && over > 0 ? 'running-overdue' : verdict;
}

/** A clock over several stages with the time of a stage taken out of it, never more than it counted there; null: gone. */
function shortened(
  clock: Clock,
  variation: Extract<Variation, { kind: 'drop' | 'parallel' }>,
  reading: Reading,
  process: Process,
  calendar: WorkCalendar,
): TriedVerdict | null {
  const numberOf = (code: string) => process.stages.find((stage) => stage.code === code)?.stage ?? -1;
  if (variation.kind === 'drop' && clock.stage === numberOf(variation.stage)) return null;
  const was = verdictOf(clock);
  const limit = clock.planned?.limit;
  const late = was === 'overdue' || was === 'running-overdue';
  if (clock.stage >= 0 || !late || limit === undefined || limit.unit === 'working-hour') return was;
  const line = limit.unit === 'working-day' ? calendar : EVERY_DAY;
  const runs = reading.runs(limit.convention, clock.planned?.rule.pauses);
  const end = clock.stopped ?? reading.asOf;
  const daysIn = (code: string) => {
    const stage = numberOf(code);
    const own = reading.stays.filter(({ position }) => process.stages[position]?.stage === stage);
    const spans = own
      .map(({ from, to }) => ({ from: Math.max(from, clock.started), to: Math.min(to, end) }))
      .filter(({ from, to }) => to > from)
      .toSorted((a, b) => a.from - b.from);
    let days = 0;
    let counted = -Infinity;
    for (const { from, to } of spans) {
      const first = Math.max(firstCounting(dayOf(from, process.zone), limit.convention), counted + 1);
      const last = dayOf(to, process.zone);
      if (last < first) continue;
      days += countedDays(runs, limit.mask, line, first, last);
      counted = last;
    }
    return days;
  };
  const gain =
    variation.kind === 'drop'
      ? daysIn(variation.stage)
      : Math.min(daysIn(variation.stages[0]), daysIn(variation.stages[1]));
  if (clock.over > gain) return was;
  return clock.stopped === null ? 'running' : 'met';
}
