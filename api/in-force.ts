import { calendarOfVersions, currentCalendar, SHIPPED, WEEKDAYS } from '../jobs/clock/calendar.ts';
import type { CalendarFile } from '../jobs/clock/calendar-file.ts';
import type { RuleSet } from '../jobs/clock/rule-set.ts';
import type { WorkCalendar } from '../jobs/clock/work-calendar.ts';
import type { Db } from '../sql/database.ts';
import { Failure } from '../sql/failure.ts';
import { loadedCalendars } from '../sql/read-ground/loaded-calendars.ts';
import { ruleDocs } from '../sql/read-ground/rule-docs.ts';

/** What the figures of an answer were made by. */
export type InForce = {
  sets: RuleSet[];
  /** The set the answer names. */
  chosen: RuleSet;
  /** The calendar its verdicts count by, with those of units under it; for a set without holidays the one in force. */
  calendar: WorkCalendar;
};

/** Throws a Failure for a rule set that is not there. */
export async function inForce(db: Db, { source, rules }: { source: string; rules: string }): Promise<InForce> {
  const docs = await ruleDocs(db, source);
  const found = docs.find(({ code }) => code === rules);
  if (found === undefined) throw new Failure('unknown-rules', { value: rules });
  const sets = docs.map(({ doc }) => doc as RuleSet);
  return { sets, chosen: found.doc as RuleSet, calendar: await calendarNamed(db, found.calendar) };
}

/** The calendar in force, for days that no rule set counts. */
export async function calendarInForce(db: Db): Promise<WorkCalendar> {
  return calendarNamed(db, null);
}

async function calendarNamed(db: Db, versions: string | null): Promise<WorkCalendar> {
  const loaded = (await loadedCalendars(db)) as CalendarFile[];
  if (versions === null || versions === WEEKDAYS.versions) return currentCalendar(loaded);
  return calendarOfVersions([...loaded, ...SHIPPED], versions);
}
