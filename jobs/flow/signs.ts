import { SIGNS, type Sign } from '../../sql/flow.ts';
import type { CaseLog, DayNumber, Instant, StepEvent } from '../../sql/vocabulary.ts';
import { addMonths, civilOf, dayOf, timeOfDay } from '../clock/day.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';

/** Several stages by one operator within minutes (domain §4.1). */
const BURST = { stages: 3, within: 10 * 60_000_000 };
/** So many steps in the last working days of a month. */
const MONTH_END = { steps: 3, days: 3 };
/** Hours at which nobody is expected to enter anything, microseconds since midnight. */
const NIGHT = { from: 22 * 3_600_000_000, to: 6 * 3_600_000_000 };

export type SignContext = {
  zone: string;
  calendar: WorkCalendar;
  stageOf: (step: number) => number;
  isUtility: (step: number) => boolean;
  connect: number;
  completion: number;
};

/** The signs a case's record shows, as the bits of their places in SIGNS. */
export function signsOf(log: CaseLog, context: SignContext): number {
  const own = log.events.filter((event) => context.isUtility(event.step));
  const found: Record<Sign, boolean> = {
    burst: hasBurst(own, context),
    order: log.events.some(isBackwards),
    'early-energised': isEarlyEnergised(log, context),
    'off-hours': own.some((event) => isOffHours(event, context)),
    'month-end': hasMonthEnd(own, context),
  };
  return SIGNS.reduce((bits, sign, place) => (found[sign] ? bits | (1 << place) : bits), 0);
}

function hasBurst(events: readonly StepEvent[], { stageOf }: SignContext): boolean {
  for (let first = 0; first < events.length; first++) {
    const { operator, finished: start } = events[first]!;
    if (operator === null || start === null) continue;
    const stages = new Set<number>();
    for (let i = first; i < events.length; i++) {
      const { operator: other, finished } = events[i]!;
      if (finished === null || other !== operator) continue;
      if (finished < start || finished - start > BURST.within) continue;
      stages.add(stageOf(events[i]!.step));
    }
    if (stages.size >= BURST.stages) return true;
  }
  return false;
}

/** Within one stay: accepted before it arrived, or finished before it was accepted. */
function isBackwards({ arrived, started, finished }: StepEvent): boolean {
  const stamps = [arrived, started, finished].filter((at): at is Instant => at !== null);
  return stamps.some((at, i) => i > 0 && at < stamps[i - 1]!);
}

function isEarlyEnergised(log: CaseLog, { stageOf, connect, completion }: SignContext): boolean {
  const ends = (stage: number) =>
    log.events.filter((e) => stageOf(e.step) === stage && e.finished !== null).map((e) => e.finished!);
  const energised = ends(connect);
  if (energised.length === 0) return false;
  const last = Math.max(...energised);
  return last < log.opened || ends(completion).some((inspected) => last < inspected);
}

function isOffHours({ started, finished }: StepEvent, { zone, calendar }: SignContext): boolean {
  return [started, finished].some((at) => {
    if (at === null) return false;
    const clock = timeOfDay(at, zone);
    return clock >= NIGHT.from || clock < NIGHT.to || !calendar.isWorking(dayOf(at, zone));
  });
}

function hasMonthEnd(events: readonly StepEvent[], { zone, calendar }: SignContext): boolean {
  const perMonth = new Map<number, number>();
  for (const { finished } of events) {
    if (finished === null) continue;
    const day = dayOf(finished, zone);
    const { year, month } = civilOf(day);
    if (calendar.upTo(lastOfMonth(day)) - calendar.upTo(day) >= MONTH_END.days) continue;
    const key = year * 12 + month;
    const n = (perMonth.get(key) ?? 0) + 1;
    if (n >= MONTH_END.steps) return true;
    perMonth.set(key, n);
  }
  return false;
}

const lastOfMonth = (day: DayNumber): DayNumber => addMonths(day - civilOf(day).day + 1, 1) - 1;
