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
  if (ofDay === 0 && !withTime) return bare;
  const seconds = Math.floor(ofDay / 1000);
  const rest = ofDay - seconds * 1000;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${bare} ${time}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}

/** Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar. */
function civil(day: number): [number, number, number] {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const date = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date];
}
