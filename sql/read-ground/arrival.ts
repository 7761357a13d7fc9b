/** What a day brought from a source. `rows`: records of the files imported that day. */
export type DayOfSource = { day: string; files: number; rows: number; late: boolean };
export type Arrival = 'arrived' | 'late' | 'fewer' | 'more' | 'empty' | 'missing' | 'none';

/** Fewer or more than usual: beyond these shares of the median of the same weekday, of so many days at least. */
const FEWER = 0.7;
const MORE = 1.3;
const LEAST_DAYS = 3;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * Whether each day's delivery came, came late, was empty or held fewer or more than the same weekday's before it. `expected`: every day
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
    const usual = before.length < LEAST_DAYS ? null : median(before.map((other) => other.rows));
    if (usual !== null && day.rows < FEWER * usual) return of('fewer');
    if (day.late) return of('late');
    return of(usual !== null && day.rows > MORE * usual ? 'more' : 'arrived');
  });
}
