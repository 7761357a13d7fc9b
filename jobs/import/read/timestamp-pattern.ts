import { civil } from './civil.ts';

/** What a stamp says, before the calendar has been asked whether it exists. */
export type StampParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micro: number;
  /** Seconds ahead of UTC, NaN where the stamp has no offset. */
  offset: number;
  /** No time of day was written. */
  bare: boolean;
};

export const HALF_DAYS = 'a\\.?m\\.?|p\\.?m\\.?|凌晨|早上|上午|中午|下午|晚上';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const EXCEL_DAY_OF_1970 = 25_569;

/** Hour of a 12-hour clock with its half, NaN where the two do not go together (13 PM). */
export function hourOfHalf(hour: number, half: string | undefined): number {
  if (half === undefined || half === '') return hour;
  const word = half.toLowerCase();
  if (word === '凌晨' || word === '早上' || word === '上午' || word[0] === 'a') {
    return hour === 12 ? 0 : hour < 12 ? hour : NaN;
  }
  if (word === '中午' && hour === 11) return 11;
  if (hour >= 13) return word[0] === 'p' ? NaN : hour; // "下午 14:05" is written and clear
  return hour === 12 ? 12 : hour === 0 ? NaN : hour + 12;
}

/** Seconds of "+08:00", "+0800", "+08", "Z"; NaN for no offset at all. */
export function offsetOf(text: string | undefined): number {
  if (text === undefined || text === '') return NaN;
  if (!/^[+-]/.test(text)) return 0;
  const digits = text.replace(/\D/g, '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || 0) * 60;
  return text[0] === '-' ? -seconds : seconds;
}

/** Microseconds of the digits after the point; what is finer is cut off. */
export const microOf = (digits: string | undefined): number =>
  digits === undefined || digits === '' ? 0 : Number(digits.slice(0, 6).padEnd(6, '0'));

const TOKENS: Record<string, string> = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2})',
  MMM: '([a-z]{3})[a-z]*',
  MM: '(\\d{1,2})',
  M: '(\\d{1,2})',
  dd: '(\\d{1,2})',
  d: '(\\d{1,2})',
  HH: '(\\d{1,2})',
  H: '(\\d{1,2})',
  hh: '(\\d{1,2})',
  h: '(\\d{1,2})',
  mm: '(\\d{1,2})',
  m: '(\\d{1,2})',
  ss: '(\\d{1,2})',
  s: '(\\d{1,2})',
  S: '(\\d{1,9})',
  a: `(${HALF_DAYS})`,
  X: '(Z|[+-]\\d{2}(?::?\\d{2})?)',
};

const NUMBERS: Record<string, { digits: RegExp; micro: number }> = {
  epoch: { digits: /^\d{9,10}(\.\d+)?$/, micro: 1e6 },
  'epoch-ms': { digits: /^\d{12,13}(\.\d+)?$/, micro: 1e3 },
  'epoch-us': { digits: /^\d{15,16}$/, micro: 1 },
};

function partsOfInstant(micros: number, offset: number): StampParts {
  const seconds = Math.floor(micros / 1e6);
  const days = Math.floor(seconds / 86_400);
  const ofDay = seconds - days * 86_400;
  const [year, month, day] = civil(days);
  return {
    ...{ year, month, day },
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    micro: micros - seconds * 1e6,
    offset,
    bare: false,
  };
}

/** A serial number of a 1900 workbook is a wall time; 0 to 60 lie before a leap day that never was. */
function excelParts(text: string): StampParts | null {
  if (!/^\d{1,6}(\.\d+)?$/.test(text) || Number(text) < 61) return null;
  const seconds = Math.round((Number(text) - EXCEL_DAY_OF_1970) * 86_400);
  return { ...partsOfInstant(seconds * 1e6, NaN), bare: !text.includes('.') };
}

/**
 * Compiles "yyyy/M/d H:mm", "d-MMM-yy h:mm a", "epoch-ms" or "excel". Letters: yyyy yy M MM MMM d dd H HH h hh m mm s ss S a X;
 * everything else stands for itself, a space for any white space. A two-digit year lies in 1970–2069.
 * Throws an Error naming the pattern where a letter has no meaning or the date is incomplete.
 */
export function compilePattern(pattern: string): (text: string) => StampParts | null {
  if (pattern === 'excel') return excelParts;
  const unit = NUMBERS[pattern];
  if (unit) return (text) => (unit.digits.test(text) ? partsOfInstant(Math.round(Number(text) * unit.micro), 0) : null);

  const groups: string[] = [];
  let source = '';
  for (const piece of pattern.match(/([a-zA-Z])\1*|\s+|[^a-zA-Z\s]/g) ?? []) {
    const token = piece[0] === 'S' ? 'S' : piece;
    if (TOKENS[token] !== undefined && /^[a-zA-Z]/.test(piece)) {
      groups.push(token);
      source += TOKENS[token];
    } else if (/^[a-zA-Z]/.test(piece) && piece !== 'T') {
      throw new Error(`timestamp pattern "${pattern}": "${piece}" has no meaning`);
    } else source += /^\s/.test(piece) ? '\\s+' : piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  const has = (letter: string) => groups.some((group) => group[0] === letter);
  if (!has('y') || !has('M') || !has('d')) throw new Error(`timestamp pattern "${pattern}" has no full date`);
  const matcher = new RegExp(`^${source}$`, 'i');
  const bare = !has('H') && !has('h');

  return (text) => {
    const match = matcher.exec(text);
    if (!match) return null;
    const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, micro: 0, offset: NaN, bare };
    let half: string | undefined;
    groups.forEach((group, i) => {
      const value = match[i + 1] ?? '';
      if (group === 'yyyy') parts.year = Number(value);
      else if (group === 'yy') parts.year = Number(value) + (Number(value) < 70 ? 2000 : 1900);
      else if (group === 'MMM') parts.month = MONTHS.indexOf(value.toLowerCase()) + 1;
      else if (group[0] === 'M') parts.month = Number(value);
      else if (group[0] === 'd') parts.day = Number(value);
      else if (group[0] === 'H' || group[0] === 'h') parts.hour = Number(value);
      else if (group[0] === 'm') parts.minute = Number(value);
      else if (group[0] === 's') parts.second = Number(value);
      else if (group === 'S') parts.micro = microOf(value);
      else if (group === 'a') half = value;
      else parts.offset = offsetOf(value);
    });
    parts.hour = hourOfHalf(parts.hour, half);
    return parts;
  };
}
