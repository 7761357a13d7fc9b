/** What a day brought from a source. `rows`: records of the files imported that day. */
export type DayOfSource = { day: string; files: number; rows: number; late: boolean };
export type Arrival = 'arrived' | 'late' | 'fewer' | 'empty' | 'missing' | 'none';

/** Fewer than usual: under this share of the median of the same weekday, of so many days at least. */
const USUAL = 0.7;
const LEAST_DAYS = 3;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * Whether each day's delivery came, came late, was empty or smaller than the same weekday's before it. `expected`: every day
 * from the first delivery to this one must have brought something (a daily feed), else a day without files is only `none`.
 */
export function arrivals(
  days: readonly DayOfSource[],
  expected: string | null,
): (DayOfSource & { arrival: Arrival })[] {
  const first = days.find((day) => day.files > 0)?.day ?? '9999';
  const weekday = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) % 7;
  return days.map((day, i) => {
    const of = (arrival: Arrival) => ({ ...day, arrival });
    if (day.files === 0) return of(expected !== null && day.day > first && day.day <= expected ? 'missing' : 'none');
    if (day.rows === 0) return of('empty');
    const before = days.slice(0, i).filter((other) => other.rows > 0 && weekday(other.day) === weekday(day.day));
    const fewer = before.length >= LEAST_DAYS && day.rows < USUAL * median(before.map((other) => other.rows));
    return of(fewer ? 'fewer' : day.late ? 'late' : 'arrived');
  });
}
