import type { Language } from './i18n.svelte.ts';

/** Numbers and dates as visual language §2 writes them. Pure: the language is an argument. */

const grouped = (n: number): string => {
  const [whole = '0', part] = String(Math.abs(n)).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? `.${part}` : '');
};

/** Every digit, grouped: tables, tooltips. */
export const fullCount = (n: number): string => (n < 0 ? '−' : '') + grouped(n);

/** A count to read at a glance; shortened from a million on. */
export function count(n: number, lang: Language): string {
  if (Math.abs(n) < 1_000_000) return fullCount(n);
  const sign = n < 0 ? '−' : '';
  const size = Math.abs(n);
  if (lang === 'en') return `${sign}${grouped(Number((size / 1e6).toFixed(2)))}M`;
  return size >= 1e8 ? `${sign}${(size / 1e8).toFixed(2)} 亿` : `${sign}${grouped(Number((size / 1e4).toFixed(1)))} 万`;
}

/** One decimal; a share of something is never rounded to 0.0 % or 100.0 %. */
export function percent(share: number): string {
  const text = (share * 100).toFixed(1);
  if (text === '0.0' && share > 0) return '<0.1%';
  if (text === '100.0' && share < 1) return '>99.9%';
  return `${text}%`;
}

const withSign = (text: string, n: number): string => (n > 0 ? '+' : '−') + text;

/** `+312`, `−4`, `±0`. */
export const signed = (n: number): string => (n === 0 ? '±0' : withSign(grouped(n), n));

/** Difference of two shares in percentage points with one decimal, without the unit. */
export function points(difference: number): string {
  const text = Math.abs(difference * 100).toFixed(1);
  return text === '0.0' ? '±0' : withSign(text, difference);
}

/** Relative change, `+9.4%`. */
export function relative(change: number): string {
  const text = Math.abs(change * 100).toFixed(1);
  return text === '0.0' ? '±0' : `${withSign(text, change)}%`;
}

const PARTS = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/;

const dayBefore = (iso: string): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** `10-21`, in another year than `thisYear` `2025-10-21`. Takes the clock time written in the text; no zone is applied. */
export const date = (iso: string, thisYear: number): string =>
  Number(iso.slice(0, 4)) === thisYear ? iso.slice(5, 10) : iso.slice(0, 10);

/** `10-21 08:30`; midnight is written as the end of the day before, `10-21 24:00`, as limits in days end there. */
export function dateTime(iso: string, thisYear: number): string {
  const parts = PARTS.exec(iso);
  if (!parts || parts[4] === undefined) return date(iso, thisYear);
  if (parts[4] === '00' && parts[5] === '00') return `${date(dayBefore(iso.slice(0, 10)), thisYear)} 24:00`;
  return `${date(iso, thisYear)} ${parts[4]}:${parts[5]}`;
}

/** The calendar day an instant belongs to, midnight counting as the end of the day before. */
export const dayOf = (iso: string): string =>
  /T00:00(:00(\.0+)?)?([+Z-]|$)/.test(iso) ? dayBefore(iso.slice(0, 10)) : iso.slice(0, 10);

/** How much of the months `from` to `to` lies before the data time. */
export function covered(from: string, to: string, dataTime: string): 'whole' | 'part' | 'none' {
  if (dayOf(dataTime) < `${from}-01`) return 'none';
  return dataTime.slice(0, 7) <= to ? 'part' : 'whole';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-01` in full, `4 月` or `Apr` in short. */
export function month(text: string, lang: Language, form: 'full' | 'short'): string {
  const n = Number(text.slice(5, 7));
  if (form === 'short') return lang === 'zh' ? `${n} 月` : (MONTHS[n - 1] ?? text);
  return text.slice(0, 7);
}

/** Month and year in a sentence: `2026 年 3 月`, `Mar 2026`. */
export const monthSentence = (text: string, lang: Language): string =>
  lang === 'zh'
    ? `${text.slice(0, 4)} 年 ${Number(text.slice(5, 7))} 月`
    : `${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;

/** Elapsed time, at most two units. */
export function elapsed(seconds: number, lang: Language): string {
  const steps: [number, string, string][] = [
    [86_400, '天', 'd'],
    [3_600, '小时', 'h'],
    [60, '分', 'min'],
    [1, '秒', 's'],
  ];
  const whole = Math.max(0, Math.round(seconds));
  const at = Math.max(
    0,
    steps.findIndex(([size]) => whole >= size || size === 1),
  );
  const first = steps[at] ?? [1, '秒', 's'];
  const second = steps[at + 1];
  const write = (n: number, [, zh, en]: [number, string, string]) => `${grouped(n)} ${lang === 'zh' ? zh : en}`;
  const rest = second ? Math.floor((whole % first[0]) / second[0]) : 0;
  return write(Math.floor(whole / first[0]), first) + (second && rest > 0 ? ` ${write(rest, second)}` : '');
}
