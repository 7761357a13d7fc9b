import { civil } from '../civil.ts';

const DAY_MS = 86_400_000;
/** Serial numbers of 1970-01-01 in the two date systems of workbooks. */
const DAY_OF_1970 = { 1900: 25_569, 1904: 24_107 } as const;
/** Below lies the leap day of 1900 that never was; above, what no stamp means (2199). */
const FIRST = 61;
const LAST = 109_575;

export type DateSystem = keyof typeof DAY_OF_1970;

export const isSerial = (value: number): boolean => value >= FIRST && value < LAST;

const two = (n: number): string => String(n).padStart(2, '0');

/**
 * The wall time of a serial number as text, "2024-03-01" or "2024-03-01 08:05:00[.123]"; by arithmetic alone, no zone takes part.
 * `withTime`: the cell shows a time of day, so that a whole number is a midnight and no bare date.
 */
export function serialText(serial: number, system: DateSystem, withTime: boolean): string {
  const ms = Math.round((serial - DAY_OF_1970[system]) * DAY_MS);
  const day = Math.floor(ms / DAY_MS);
  const ofDay = ms - day * DAY_MS;
  const [year, month, date] = civil(day);
  const bare = `${year}-${two(month)}-${two(date)}`;
  return ofDay === 0 && !withTime ? bare : `${bare} ${timeText(ofDay)}`;
}

/** A part of a day, as cells hold a time without a date: "08:05:00[.123]". */
export const partOfDayText = (part: number): string => timeText(Math.min(Math.round(part * DAY_MS), DAY_MS - 1));

function timeText(ofDay: number): string {
  const seconds = Math.floor(ofDay / 1000);
  const rest = ofDay - seconds * 1000;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${time}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}
