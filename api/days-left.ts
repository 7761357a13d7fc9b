import { parseDate } from '../jobs/clock/day.ts';
import type { WorkCalendar } from '../jobs/clock/work-calendar.ts';
import type { StageOpenReply } from './contract/stage-open.ts';

type Bar = StageOpenReply['bars'][number];
type Day = { day: string; n: number; overdue: number; paused: number };

/** Beyond so many working days, clocks are gathered in one bar. */
const FARTHEST = { before: -10, after: 20 };

/** Clocks by the working days left, from the days their deadlines end (ascending), as seen at the end of the data day. */
export function barsOfDaysLeft(days: readonly Day[], dataDay: string, calendar: WorkCalendar): Bar[] {
  const bars = new Map<number, Bar>();
  for (const { day, n, overdue, paused } of days) {
    const exact = workingDays(calendar, dataDay, day);
    const left = Math.min(FARTHEST.after, Math.max(FARTHEST.before, exact));
    const open = left === FARTHEST.before ? 'before' : left === FARTHEST.after ? 'after' : 'no';
    const bar = bars.get(left) ?? { left, open, from: day, to: day, n: 0, overdue: 0, paused: 0 };
    bars.set(left, {
      ...bar,
      to: day,
      n: bar.n + n,
      overdue: bar.overdue + overdue,
      paused: bar.paused + paused,
    });
  }
  return [...bars.values()]
    .sort((a, b) => a.left - b.left)
    .map((bar) => ({
      ...bar,
      ...(bar.open === 'before' && { from: null }),
      ...(bar.open === 'after' && { to: null }),
    }));
}

const workingDays = (calendar: WorkCalendar, from: string, to: string): number =>
  to < from
    ? -calendar.workingDays(parseDate(to), parseDate(from), 'EXCLUDE_START')
    : calendar.workingDays(parseDate(from), parseDate(to), 'EXCLUDE_START');
