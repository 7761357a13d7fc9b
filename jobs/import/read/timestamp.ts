import type { Instant } from '../../../sql/vocabulary.ts';
import { compilePattern, HALF_DAYS, hourOfHalf, microOf, offsetOf, type StampParts } from './timestamp-pattern.ts';
import { Zone } from './zone.ts';

export const OFFSET = '(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?';
const WEEKDAY = '(?:\\s*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?)?';
/** 8:05, 8:05:09.123, 8时5分, 8时, 3点半. */
export const OF_DAY =
  '(\\d{1,2})(?:[:时點点](\\d{1,2})(?:[:分](?:(\\d{1,2})(?:[.,](\\d{1,9}))?秒?)?)?|[时點点](半|整)?)';
/** Year first, which no country writes in two ways: 2024-3-1 8:05, 2024/03/01 下午 2:05, 2024年3月1日 星期五, 2024.3.1. */
const YEAR_FIRST = new RegExp(
  '^(\\d{4})\\s*(?:([-/.])(\\d{1,2})\\2(\\d{1,2})|年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*日)' +
    `${WEEKDAY}(?:[T\\s]*(${HALF_DAYS})?\\s*${OF_DAY}\\s*(${HALF_DAYS})?\\s*${OFFSET})?$`,
  'i',
);
const COMPACT = new RegExp(
  `^(\\d{4})(\\d{2})(\\d{2})(?:[T ]?(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9}))?)?${OFFSET})?$`,
  'i',
);
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Outside lies only what programs write for "unknown" (0001, 1601, 1753, 9999). */
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;

/** Days since 1970-01-01 of a day of the Gregorian calendar; NaN where the day does not exist. */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR) || !(month >= 1 && month <= 12) || !(day >= 1)) return NaN;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > (MONTH_DAYS[month - 1] ?? 0) + leap) return NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Days from which programs count, and so what they write for "unknown": of a spreadsheet, of a database. */
const UNKNOWN_DAYS = new Set([dayNumber(1899, 12, 30), dayNumber(1899, 12, 31), dayNumber(1900, 1, 1)]);

const two = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

export type StampRules = {
  zone: string;
  patterns?: readonly string[];
  placeholders?: readonly string[];
  /** The wall clock of the import. */
  now?: Instant;
};

/** A source's clock may run ahead of ours by so much, in µs. */
const TOLERANCE = 600_000_000;

/**
 * Reads the stamps of one source as microseconds. Year-first and ISO forms are always understood, day/month order,
 * two-digit years, epoch and serial numbers only where a pattern declares them; an offset in the text wins over the zone.
 * A day that does not exist, 24:01, a 60th second and the "unknown" dates of programs (1900-01-01, 1970-01-01 00:00, 9999) are NaN.
 */
export class TimestampReader {
  /** Of stamps without offset. */
  readonly zone: string;
  readonly #zone: Zone;
  readonly #patterns: ((text: string) => StampParts | null)[];
  readonly #placeholders: ReadonlySet<string>;
  /** What another reader needs to read alike. */
  readonly rules: StampRules;

  /** What has happened cannot lie behind it. */
  readonly notAfter: Instant;
  /** Stamps written as 24:00 so far. */
  midnights = 0;

  constructor(rules: StampRules) {
    this.rules = rules;
    this.notAfter = rules.now === undefined ? Infinity : rules.now + TOLERANCE;
    this.zone = rules.zone;
    this.#zone = new Zone(rules.zone);
    this.#patterns = (rules.patterns ?? []).map(compilePattern);
    this.#placeholders = new Set(rules.placeholders);
  }

  /** null: empty or a declared placeholder; NaN: not a timestamp. */
  read(text: string): Instant | null {
    if (text === '') return null;
    const fast = this.#iso(text);
    return Number.isNaN(fast) ? this.#slow(text, false) : this.#unlessPlaceholder(text, fast);
  }

  /** As `read`, but a bare date is the end (24:00) of that day: deadlines and data dates. */
  readEnd(text: string): Instant | null {
    return text.length > 12 ? this.read(text) : text === '' ? null : this.#slow(text, true);
  }

  /** As `read`, but a bare date is the last moment of that day: of what came to pass some time on it. */
  readWithin(text: string): Instant | null {
    if (text.length > 12) return this.read(text);
    const end = this.readEnd(text);
    return end === null || end === this.read(text) ? end : end - 1;
  }

  #unlessPlaceholder(text: string, instant: Instant): Instant | null {
    return this.#placeholders.size > 0 && this.#placeholders.has(text) ? null : instant;
  }

  /** The common form, 2024-03-01 08:05:00[.123][+08:00], by its digits. */
  #iso(text: string): number {
    const length = text.length;
    if (length < 19) return NaN;
    const dash = text.charCodeAt(4);
    const between = text.charCodeAt(10);
    if ((dash !== 45 && dash !== 47) || text.charCodeAt(7) !== dash || (between !== 32 && between !== 84)) return NaN;
    if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN;
    let micro = 0;
    let at = 19;
    if (length > 19 && (text.charCodeAt(19) === 46 || text.charCodeAt(19) === 44)) {
      let unit = 100_000;
      for (at = 20; at < length; at++) {
        const digit = text.charCodeAt(at) - 48;
        if (digit < 0 || digit > 9) break;
        micro += digit * unit;
        unit = unit < 10 ? 0 : unit / 10;
      }
      if (at === 20 || at > 29) return NaN;
    }
    let offset = NaN;
    if (at < length) {
      const sign = text.charCodeAt(at);
      if (sign === 90 && length === at + 1) offset = 0;
      else if (sign === 43 || sign === 45) {
        const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0;
        if (length !== at + 5 + colon) return NaN;
        offset = two(text, at + 1) * 3600 + two(text, at + 3 + colon) * 60;
        if (Number.isNaN(offset)) return NaN;
        if (sign === 45) offset = -offset;
      } else return NaN;
    }
    return this.#counted(
      text.startsWith('24', 11),
      this.#instant(
        two(text, 0) * 100 + two(text, 2),
        two(text, 5),
        two(text, 8),
        two(text, 11),
        two(text, 14),
        two(text, 17),
        micro,
        offset,
      ),
    );
  }

  #slow(raw: string, end: boolean): Instant | null {
    let text = raw.trim();
    if (text.startsWith("'")) text = text.slice(1); // Excel's mark of a text cell
    if (text === '' || this.#placeholders.has(text)) return null;
    const parts = this.#parts(text) ?? this.#parts(text.normalize('NFKC'));
    if (!parts) return NaN;
    const day = end && parts.bare ? 24 : parts.hour;
    return this.#counted(
      parts.hour === 24,
      this.#instant(parts.year, parts.month, parts.day, day, parts.minute, parts.second, parts.micro, parts.offset),
    );
  }

  #counted(midnight: boolean, at: number): number {
    if (midnight && !Number.isNaN(at)) this.midnights++;
    return at;
  }

  #parts(text: string): StampParts | null {
    for (const pattern of this.#patterns) {
      const parts = pattern(text);
      if (parts) return parts;
    }
    const long = YEAR_FIRST.exec(text);
    if (long) {
      const hour = hourOfHalf(Number(long[8] ?? 0), long[7] ?? long[13]);
      return {
        year: Number(long[1]),
        month: Number(long[3] ?? long[5]),
        day: Number(long[4] ?? long[6]),
        hour,
        minute: long[12] === '半' ? 30 : Number(long[9] ?? 0),
        second: Number(long[10] ?? 0),
        micro: microOf(long[11]),
        offset: offsetOf(long[14]),
        bare: long[8] === undefined,
      };
    }
    const compact = COMPACT.exec(text);
    if (!compact) return null;
    return {
      year: Number(compact[1]),
      month: Number(compact[2]),
      day: Number(compact[3]),
      hour: Number(compact[4] ?? 0),
      minute: Number(compact[5] ?? 0),
      second: Number(compact[6] ?? 0),
      micro: microOf(compact[7]),
      offset: offsetOf(compact[8]),
      bare: compact[4] === undefined,
    };
  }

  #instant(
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
    micro: number,
    offset: number,
  ): number {
    const date = dayNumber(year, month, day);
    if (UNKNOWN_DAYS.has(date)) return NaN;
    const midnight = date * 86_400;
    const ofDay = hour * 3600 + minute * 60 + second;
    if (!(hour >= 0 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return NaN;
    if (hour >= 24 && !(hour === 24 && ofDay === 86_400 && micro === 0)) return NaN;
    if (midnight === 0 && ofDay === 0 && micro === 0) return NaN;
    if (offset > 64_800 || offset < -64_800) return NaN;
    const wall = midnight + ofDay;
    if (Number.isNaN(wall)) return NaN;
    return (wall - (Number.isNaN(offset) ? this.#zone.offsetAtWall(wall) : offset)) * 1_000_000 + micro;
  }
}
