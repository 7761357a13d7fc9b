import { type DayNumber, type Process } from '../../sql/vocabulary.ts';
import { numberedDays, overOf, stageOf, type NumberedDay } from './clock-rows.ts';
import type { Clock, Reading } from './clocks.ts';
import { countedDays, nthCountedDay } from './count.ts';
import { dateText, dayOf, startOfDay } from './day.ts';
import { fact, type RowDays, type Timed } from './ledger-facts.ts';
import { firstCounting, limitDays } from './measure.ts';
import { EVERY_DAY, type WorkCalendar } from './work-calendar.ts';

/** A clock with a limit, with what its facts are made of. */
export type TalkingClock = {
  clock: Clock;
  stage: { stage: string; name: string };
  numbered: readonly NumberedDay[];
  /** The last day in time; null without a deadline. */
  lastDay: DayNumber | null;
  startDay: DayNumber;
  stopDay: DayNumber | null;
};

/** The clocks of a case that have something to say: those with a limit. */
export function talkingClocks(
  clocks: readonly Clock[],
  reading: Reading,
  process: Process,
  calendar: WorkCalendar,
): TalkingClock[] {
  const { zone } = process;
  return clocks
    .filter((clock) => clock.planned !== null || clock.deadline !== null)
    .map((clock) => {
      const { code, name } = stageOf(clock.stage, process);
      return {
        clock,
        stage: { stage: code, name },
        numbered: numberedDays(clock, reading, calendar, zone),
        lastDay: clock.deadline === null ? null : (clock.deadlineDay ?? dayOf(clock.deadline - 1, zone)),
        startDay: dayOf(clock.started, zone),
        stopDay: clock.stopped === null ? null : dayOf(clock.stopped, zone),
      };
    });
}

/** A clock is past its deadline on this day, and not stopped before it. */
export function isPast({ clock, lastDay, stopDay }: TalkingClock, day: DayNumber): boolean {
  return clock.over > 0 && lastDay !== null && day > lastDay && (stopDay === null || day <= stopDay);
}

/** What begins, falls due, is passed and stops on the row's days. */
export function clockFacts(
  row: RowDays,
  talking: TalkingClock,
  reading: Reading,
  calendar: WorkCalendar,
  zone: string,
): Timed[] {
  const { clock, stage, numbered, lastDay, startDay, stopDay } = talking;
  const facts: Timed[] = [];
  const within = (day: DayNumber | null): day is DayNumber => day !== null && row.from <= day && day <= row.to;
  const limit = clock.planned?.limit.value ?? null;
  if (within(startDay)) {
    const convention = clock.planned?.limit.convention ?? 'EXCLUDE_START';
    const date = dateText(numbered[0]?.day ?? firstCounting(startDay, convention));
    facts.push({ at: clock.started, fact: fact('clock-started', { ...stage, date, value: limit }) });
  }
  if (within(lastDay) && (stopDay === null || stopDay > lastDay)) {
    const at = startOfDay(lastDay + 1, zone) - 1;
    facts.push({ at, fact: fact('deadline', { ...stage, date: dateText(lastDay), value: limit }) });
  }
  const over = numbered.filter(({ day }) => isPast(talking, day));
  const overInRow = over.filter(({ day }) => within(day));
  const [firstOver, lastOver] = [overInRow[0], overInRow.at(-1)];
  if (firstOver !== undefined && lastOver !== undefined) {
    const before = over[0]!.number - 1;
    const days = { date: dateText(firstOver.day), to: dateText(lastOver.day) };
    const numbers = { first: firstOver.number - before, value: lastOver.number - before };
    facts.push({ at: startOfDay(firstOver.day, zone), fact: fact('overdue-days', { ...stage, ...days, ...numbers }) });
  }
  if (clock.stopped !== null && within(stopDay) && (clock.verdict === 'met' || clock.verdict === 'overdue')) {
    const value = Math.abs(overOf(clock, calendar, zone, reading) ?? 0);
    const date = lastDay === null ? null : dateText(lastDay);
    facts.push({ at: clock.stopped, fact: fact(clock.verdict, { ...stage, date, value }) });
  }
  const shift = shiftOf(row, talking, reading, calendar);
  if (shift !== null)
    facts.push({ at: startOfDay(row.to + 1, zone) - 1, fact: fact('shifted', { ...stage, ...shift }) });
  return facts;
}

/** How far a row that does not count moves the deadline. */
function shiftOf(
  row: RowDays,
  { clock, startDay, stopDay }: TalkingClock,
  reading: Reading,
  calendar: WorkCalendar,
): { date: string; to: string | null } | null {
  const limit = clock.planned?.limit;
  const concerned = startDay < row.to && (stopDay === null || stopDay > row.to);
  if (limit === undefined || limit.unit === 'working-hour' || !row.counted || !concerned) return null;
  const line = limit.unit === 'working-day' ? calendar : EVERY_DAY;
  const from = firstCounting(startDay, limit.convention);
  const dueKnowing = (known: DayNumber) => {
    const day = nthCountedDay(
      reading.runs(limit.convention, clock.planned?.rule.pauses),
      limit.mask,
      line,
      from,
      limitDays(limit, startDay),
      known,
    );
    return day === null || limit.unit === 'working-day' ? day : calendar.nextWorking(day);
  };
  const before = dueKnowing(row.from - 1);
  if (before === null || before < row.from) return null;
  const forGood = reading.runs(limit.convention, clock.planned?.rule.pauses).at(-1)!.from <= row.to && clock.paused;
  const after = forGood ? null : dueKnowing(row.to);
  return after === before ? null : { date: dateText(before), to: after === null ? null : dateText(after) };
}

/** What a clock would say were it stopped on the day after the data. */
export function todayFact(
  { clock, stage, startDay, lastDay }: TalkingClock,
  today: DayNumber,
  reading: Reading,
  calendar: WorkCalendar,
  zone: string,
): Timed[] {
  const limit = clock.planned?.limit;
  if (limit === undefined || limit.unit === 'working-hour' || clock.verdict !== 'running' || clock.paused) return [];
  const line = limit.unit === 'working-day' ? calendar : EVERY_DAY;
  const from = firstCounting(startDay, limit.convention);
  const used = countedDays(reading.runs(limit.convention, clock.planned?.rule.pauses), limit.mask, line, from, today);
  const past = lastDay !== null && today > lastDay;
  const over = past ? Math.max(1, used - limitDays(limit, startDay)) : 0;
  return [{ at: startOfDay(today, zone), fact: fact('if-stopped-today', { ...stage, value: used, first: over }) }];
}
