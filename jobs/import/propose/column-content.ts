import { saysNothing } from '../read/says-nothing.ts';
import { TimestampReader } from '../read/timestamp.ts';

/** What a column's values look like in the sample. */
export type ColumnContent = {
  position: number;
  name: string;
  filled: number;
  distinct: number;
  /** Share of the filled values that are stamps, under `pattern` where one is needed. */
  stamps: number;
  pattern: string | null;
  /** Day and month could be either way round in every value. */
  ambiguous: boolean;
  /** The patterns between which nothing decides, one of each order. */
  orders: string[];
  numeric: number;
  /** Values that stand for "not known" in a stamp column. */
  placeholders: string[];
  /** Instants by row, NaN where missing or no stamp; only for stamp columns. */
  instants: Float64Array | null;
};

const NUMBER = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$|^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i;
const DAY_FIRST = ['d/M/yyyy', 'd-M-yyyy', 'd.M.yyyy'];
const MONTH_FIRST = ['M/d/yyyy', 'M-d-yyyy'];
const TIMES = ['', ' H:mm', ' H:mm:ss', ' H:mm:ss.S', ' h:mm a', ' h:mm:ss a', ' H:mm:ss X'];
const NAMED = [
  'd/MMM/yy',
  'd/MMM/yyyy',
  'd-MMM-yyyy',
  'd MMM yyyy',
  'MMM d, yyyy',
  'MMM d yyyy',
  'd-MMM-yy',
  'd-MMM-yyyy',
];
const SHORT_YEAR = ['yy-M-d', 'yy/M/d', 'yy.M.d', 'd/M/yy', 'd.M.yy', 'd-M-yy', 'M/d/yy'];
/** What people and programs write into a date column for "not known". */
const PLACEHOLDER = /^((0000|0001|1900|1970|9999)[-/.]\d{1,2}[-/.]\d{1,2}([ T]00?:00(:00(\.0+)?)?)?|空|na[nt])$/i;
const MIN_SHARE = 0.9;
/** A column whose name speaks of time is one even where many of its values are bad: those rows are refused by name. */
const MIN_SHARE_TIMELY = 0.5;
const TRIED = 200;

const share = (values: readonly string[], reader: TimestampReader): number => {
  let good = 0;
  for (const value of values) {
    const instant = reader.read(value);
    if (instant !== null && !Number.isNaN(instant)) good++;
  }
  return values.length === 0 ? 0 : good / values.length;
};

const covers = (pattern: string, values: readonly string[], zone: string): boolean =>
  share(values, new TimestampReader({ zone, patterns: [pattern] })) >= MIN_SHARE;

/** The one declared pattern the values need; `ambiguous` where two orders of day and month (or year) fit equally. */
function findPattern(
  values: readonly string[],
  zone: string,
  timely: boolean,
): Pick<ColumnContent, 'pattern' | 'ambiguous' | 'orders'> {
  const none = { pattern: null, ambiguous: false, orders: [] };
  const first = values[0] ?? '';
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(first) || /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b/.test(first)) {
    const fitting = (dates: string[]) =>
      dates.flatMap((date) => TIMES.map((time) => date + time)).filter((pattern) => covers(pattern, values, zone));
    const days = fitting(DAY_FIRST);
    const months = fitting(MONTH_FIRST);
    const short = days.length + months.length === 0 ? fitting(SHORT_YEAR) : [];
    const all = [...days, ...months, ...short];
    if (days.length > 0 && /^\d+\./.test(first)) return { ...none, pattern: days[0] ?? null };
    if (all.length < 2) return { ...none, pattern: all[0] ?? null };
    return {
      pattern: null,
      ambiguous: true,
      orders: [days[0], months[0], ...short].filter((one) => one !== undefined),
    };
  }
  if (/[a-z]{3}/i.test(first) && /\d/.test(first)) {
    const pattern = NAMED.flatMap((date) => TIMES.map((time) => date + time)).find((p) => covers(p, values, zone));
    return { ...none, pattern: pattern ?? null };
  }
  if (!timely || !/^\d/.test(first)) return none;
  const numbers = values.map(Number);
  const within = (low: number, high: number) => numbers.every((n) => n >= low && n <= high);
  if (within(3e8, 4e9)) return { ...none, pattern: 'epoch' };
  if (within(3e11, 4e12)) return { ...none, pattern: 'epoch-ms' };
  if (within(3e14, 4e15)) return { ...none, pattern: 'epoch-us' };
  if (within(25_000, 75_000)) return { ...none, pattern: 'excel' };
  return none;
}

/** Looks at one column of the sample. `timely`: its name speaks of time, so that bare digits may be a stamp. */
export function contentOf(
  name: string,
  position: number,
  rows: readonly (readonly string[])[],
  zone: string,
  timely: boolean,
): ColumnContent {
  const seen = new Set<string>();
  const tried: string[] = [];
  const placeholders: string[] = [];
  let filled = 0;
  let numeric = 0;
  for (const row of rows) {
    const value = row[position] ?? '';
    if (value.trim() === '') continue;
    filled++;
    if (NUMBER.test(value)) numeric++;
    if (!seen.has(value)) {
      seen.add(value);
      if (PLACEHOLDER.test(value) || saysNothing(value)) placeholders.push(value);
      else if (tried.length < TRIED) tried.push(value);
    }
  }
  const content = { position, name, filled, distinct: seen.size, numeric: filled === 0 ? 0 : numeric / filled };
  const digitsOnly = tried.every((value) => /^\d+$/.test(value));
  const plain = new TimestampReader({ zone });
  let stamps = digitsOnly && !timely ? 0 : share(tried, plain);
  let pattern: string | null = null;
  let ambiguous = false;
  let orders: string[] = [];
  const least = timely ? MIN_SHARE_TIMELY : MIN_SHARE;
  if (stamps < least && tried.length > 0) {
    ({ pattern, ambiguous, orders } = findPattern(tried, zone, timely));
    if (pattern) stamps = share(tried, new TimestampReader({ zone, patterns: [pattern] }));
  }
  let instants: Float64Array | null = null;
  if (stamps >= least) {
    const reader = new TimestampReader({ zone, patterns: pattern ? [pattern] : [], placeholders });
    instants = Float64Array.from(rows, (row) => reader.read(row[position] ?? '') ?? NaN);
  }
  return { ...content, placeholders, stamps, pattern, ambiguous, orders, instants };
}

export const isStampColumn = (content: ColumnContent): boolean => content.instants !== null && content.filled > 0;
