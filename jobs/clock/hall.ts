import type { CalendarFile } from './calendar-file.ts';
import { dateText, parseDate } from './day.ts';
import { openingHours } from './hours.ts';
import type { Hall } from './work-calendar.ts';

/** The hall of a calendar's hours; null where it says nothing of them. */
export function hallOf(hours: CalendarFile['hours']): Hall | null {
  if (hours === undefined || hours.length === 0) return null;
  const terms = hours
    .map(({ from, working, rest = [], dates = {} }) => ({
      from: from === null ? -Infinity : parseDate(from),
      working: openingHours(working),
      rest: openingHours(rest),
      dates: new Map(Object.entries(dates).map(([date, open]) => [date, openingHours(open)])),
    }))
    .toSorted((a, b) => b.from - a.from);
  return {
    on(day, working) {
      // Days before the first entry keep the hours they begin with.
      const term = terms.find(({ from }) => from <= day) ?? terms.at(-1)!;
      const own = term.dates.size === 0 ? undefined : term.dates.get(dateText(day));
      return own ?? (working ? term.working : term.rest);
    },
  };
}
