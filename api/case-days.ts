import { parseDate } from '../jobs/clock/day.ts';
import type { WorkCalendar } from '../jobs/clock/work-calendar.ts';

/**
 * Puts `daysOver` in the place of `over` and `dueDay`: days past the deadline as judged, else working days from the
 * last day the data covers to the deadline's day, negative.
 */
export function withDaysOver<Line extends { dueDay: string | null; over: number | null }>(
  { dueDay, over, ...line }: Line,
  dataDay: string,
  calendar: WorkCalendar,
) {
  return { ...line, daysOver: over ?? (dueDay === null ? null : -daysLeft(dataDay, dueDay, calendar)) };
}

const daysLeft = (from: string, to: string, calendar: WorkCalendar): number =>
  calendar.workingDays(parseDate(from), parseDate(to), 'EXCLUDE_START');
