import type { Instant } from '../../../sql/vocabulary.ts';
import type { TimestampReader } from '../read/timestamp.ts';

const LENGTH = 19;
const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const FIRST_YEAR = 1900;
const YEARS = 400;
/** Days of a year as 12 times 31, whether they exist or not. */
const DAYS = 372;

/** Reads stamps from bytes as a TimestampReader reads their text; NaN for an empty or missing one. */
export class StampBytes {
  readonly #stamps: TimestampReader;
  readonly #bytewise: boolean;
  /** The instant a wall day begins by year, month and day; NaN not yet known, Infinity where only the text will do. */
  readonly #days = new Float64Array(YEARS * DAYS).fill(NaN);

  /** `bytewise`: no stamp has a meaning of its own (placeholders), so that digits say everything. */
  constructor(stamps: TimestampReader, bytewise: boolean) {
    this.#stamps = stamps;
    this.#bytewise = bytewise;
  }

  /** null: not a timestamp. */
  read(bytes: Buffer, from: number, to: number): Instant | null {
    if (from === to) return NaN;
    if (this.#bytewise && to - from === LENGTH) {
      const instant = this.#digits(bytes, from);
      if (instant === instant) return instant;
    }
    const read = this.#stamps.read(bytes.toString('utf8', from, to));
    return read === null ? NaN : Number.isNaN(read) ? null : read;
  }

  /** The common form 2024-03-01 08:05:00; NaN for anything else. */
  #digits(bytes: Buffer, at: number): number {
    const dash = bytes[at + 4];
    const between = bytes[at + 10];
    if ((dash !== 45 && dash !== 47) || bytes[at + 7] !== dash || (between !== 32 && between !== 84)) return NaN;
    if (bytes[at + 13] !== 58 || bytes[at + 16] !== 58) return NaN;
    const year = two(bytes, at) * 100 + two(bytes, at + 2) - FIRST_YEAR;
    const month = two(bytes, at + 5) - 1;
    const day = two(bytes, at + 8) - 1;
    const hour = two(bytes, at + 11);
    const minute = two(bytes, at + 14);
    const second = two(bytes, at + 17);
    if (!(year >= 0 && year < YEARS && month >= 0 && month < 12 && day >= 0 && day < 31)) return NaN;
    if (!(hour < 24 && minute < 60 && second < 60)) return NaN;
    const index = year * DAYS + month * 31 + day;
    let begins = this.#days[index]!;
    if (begins !== begins) this.#days[index] = begins = this.#beginningOf(bytes.toString('latin1', at, at + 10));
    return begins === Infinity ? NaN : begins + (hour * 3600 + minute * 60 + second) * SECOND;
  }

  /** Where a day has one offset from end to end, its stamps lie as far apart as their digits say. */
  #beginningOf(day: string): number {
    const first = this.#stamps.read(`${day} 00:00:01`) ?? NaN;
    const noon = this.#stamps.read(`${day} 12:00:00`) ?? NaN;
    const last = this.#stamps.read(`${day} 23:59:59`) ?? NaN;
    const begins = first - SECOND;
    const even = noon - begins === DAY / 2 && last - begins === DAY - SECOND;
    // The first instant of 1970 is what programs write for "unknown".
    return even && !/^1970.01.01$/.test(day) ? begins : Infinity;
  }
}

function two(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
