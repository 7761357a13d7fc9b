import type { Db } from '../../sql/database.ts';
import { loadedCalendars } from '../../sql/read-ground/loaded-calendars.ts';
import { ruleDocs } from '../../sql/read-ground/rule-docs.ts';
import { calendarOfVersions, currentCalendar, SHIPPED } from '../clock/calendar.ts';
import type { CalendarFile } from '../clock/calendar-file.ts';
import type { RuleSet } from '../clock/rule-set.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';

/** The rule sets by which cases are judged from now on. */
export async function ruleSetsInForce(db: Db): Promise<RuleSet[]> {
  return (await ruleDocs(db)).map(({ doc }) => doc as RuleSet);
}

/** The calendar by which days are counted from now on, with those of units under it. */
export async function calendarInForce(db: Db): Promise<WorkCalendar> {
  return currentCalendar((await loadedCalendars(db)) as CalendarFile[]);
}

/** A calendar as verdicts name it; null where it is no more among the files. */
export async function calendarNamed(db: Db, versions: string): Promise<WorkCalendar | null> {
  const loaded = (await loadedCalendars(db)) as CalendarFile[];
  try {
    return calendarOfVersions([...loaded, ...SHIPPED], versions);
  } catch {
    return null;
  }
}
