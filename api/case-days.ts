import { chineseCalendar } from '../jobs/clock/calendar.ts';
import { parseDate } from '../jobs/clock/day.ts';

/**
 * Puts `daysOver` in the place of `over` and `dueDay`: days past the deadline as judged, else working days from the
 * last day the data covers to the deadline's day, negative.
 */
export function withDaysOver<Line extends { dueDay: string | null; over: number | null }>(
  { dueDay, over, ...line }: Line,
  dataDay: string,
) {
  return { ...line, daysOver: over ?? (dueDay === null ? null : -daysLeft(dataDay, dueDay)) };
}

const daysLeft = (from: string, to: string): number =>
  chineseCalendar().workingDays(parseDate(from), parseDate(to), 'EXCLUDE_START');
