import { OWNERS, type DayNumber, type Instant } from '../../sql/vocabulary.ts';
import { dateText, dayOf, isoText, startOfDay } from './day.ts';
import type { Reading } from './clocks.ts';
import { isWorkingDay, type CaseDay } from './ledger-days.ts';
import type { Stay } from './stays.ts';

/** What there is to say of a row of the ledger: see api/contract/case.ts, which says what each kind holds. */
export type LedgerFact = {
  what: string;
  date: string | null;
  to: string | null;
  name: string;
  stage: string;
  value: number | null;
  first: number | null;
};

/** A fact with the instant that orders it. */
export type Timed = { at: Instant; fact: LedgerFact };

/** Days in a row of the ledger, with everything that may be said of them. */
export type RowDays = { days: readonly CaseDay[]; from: DayNumber; to: DayNumber; paused: boolean; counted: boolean };

const NOTHING: Omit<LedgerFact, 'what'> = { date: null, to: null, name: '', stage: '', value: null, first: null };

export function fact(what: string, more: Partial<LedgerFact>): LedgerFact {
  return { ...NOTHING, what, ...more };
}

/** Which of its days are off, and which count although they are a weekend. */
export function dayFacts({ days }: RowDays, zone: string): Timed[] {
  const facts: Timed[] = [];
  for (const day of days) {
    const at = startOfDay(day.day, zone);
    const date = dateText(day.day);
    if (day.kind === 'make-up') facts.push({ at, fact: fact('make-up', { date, name: day.holiday }) });
    if (isWorkingDay(day) || day.owner === null) continue;
    const what = day.kind === 'holiday' ? 'holiday' : 'rest-days';
    const run = facts.at(-1)?.fact;
    const continues = run?.what === what && run.name === day.holiday && run.to === dateText(day.day - 1);
    if (continues) Object.assign(run, { to: date, value: run.value! + 1 });
    else facts.push({ at, fact: fact(what, { date, to: date, name: day.holiday, value: 1 }) });
  }
  return facts;
}

/** Steps that come, are taken up and end on the row's days, and those under way when it closes. */
export function stepFacts(
  row: RowDays,
  { stays, log }: Reading,
  nameOf: (step: number) => string,
  singleStamp: boolean,
  zone: string,
): Timed[] {
  const facts: Timed[] = [];
  const opens = startOfDay(row.from, zone);
  const closes = startOfDay(row.to + 1, zone);
  const tellsWaiting = !singleStamp && log.events.some((event) => event.started !== null);
  const owner = row.days[0]?.owner;
  const say = (what: string, at: Instant | null, name: string) => {
    if (at !== null && opens <= at && at < closes)
      facts.push({ at, fact: fact(what, { date: isoText(at, zone), name }) });
  };
  let held = false;
  for (const stay of stays) {
    const { event } = stay;
    const name = nameOf(event.step);
    if (singleStamp) say('step-finished', event.at, name);
    else {
      say('step-arrived', event.arrived, name);
      if (event.started !== event.arrived) say('step-started', event.started, name);
      say('step-finished', event.finished, name);
    }
    if (!row.counted || stay.from >= closes || stay.to <= opens || OWNERS[stay.owner] !== owner) continue;
    held = true;
    if (stay.to >= closes) facts.push({ at: closes - 1, fact: openStep(stay, closes, tellsWaiting, name, zone) });
  }
  if (row.counted && !held && owner === 'utility') facts.push({ at: opens, fact: fact('no-step', {}) });
  return facts;
}

/** Suspensions that hold on the row's days or begin on one of them. */
export function pauseFacts(row: RowDays, { log, asOf }: Reading, zone: string): Timed[] {
  const opens = startOfDay(row.from, zone);
  const closes = startOfDay(row.to + 1, zone);
  return log.pauses.flatMap(({ from, to, reason }) => {
    if (from > asOf) return [];
    const facts: Timed[] = [];
    const ended = to !== null && to <= asOf ? to : null;
    const begins = from >= opens && from < closes;
    const holds = row.paused && from < closes && (ended ?? Infinity) > opens;
    if (begins || holds) {
      const times = { date: isoText(from, zone), to: ended === null ? null : isoText(ended, zone) };
      facts.push({ at: Math.max(from, opens), fact: fact('suspended', { ...times, name: reason }) });
    }
    if (ended !== null && ended >= opens && ended < closes) {
      facts.push({ at: ended, fact: fact('resumed', { date: isoText(ended, zone), name: reason }) });
    }
    return facts;
  });
}

/** When the case was accepted, and that the day does not count. */
export function startFacts(row: RowDays, { log }: Reading, excluded: boolean, zone: string): Timed[] {
  const facts: Timed[] = [];
  const accepted = dayOf(log.opened, zone);
  if (row.from <= accepted && accepted <= row.to) {
    facts.push({ at: log.opened, fact: fact('accepted', { date: isoText(log.opened, zone) }) });
  }
  if (excluded) {
    facts.push({ at: startOfDay(row.to + 1, zone) - 1, fact: fact('not-counted', { date: dateText(row.to + 1) }) });
  }
  return facts;
}

function openStep(stay: Stay, closes: Instant, tellsWaiting: boolean, name: string, zone: string): LedgerFact {
  const { started } = stay.event;
  const waiting = tellsWaiting && (started === null || started >= closes);
  const since = waiting ? stay.from : (started ?? stay.from);
  return fact(waiting ? 'waiting-steps' : 'open-steps', { date: isoText(since, zone), name });
}
