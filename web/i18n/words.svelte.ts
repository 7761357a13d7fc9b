import type { Basis } from '../basis.ts';
import * as format from './format.ts';
import { isTerm, language, t, term } from './i18n.svelte.ts';

/** Numbers, dates and names in the reader's language; call them in components, they follow the switch. */

const thisYear = () => new Date().getFullYear();

export const count = (n: number): string => format.count(n, language.current);
export const date = (iso: string): string => format.date(iso, thisYear());
export const dateTime = (iso: string): string => format.dateTime(iso, thisYear());
export const month = (text: string, form: 'full' | 'short' = 'full'): string =>
  format.month(text, language.current, form);
export const monthSentence = (text: string): string => format.monthSentence(text, language.current);
export const elapsed = (seconds: number): string => format.elapsed(seconds, language.current);

export const stageName = (code: string, name: string = code): string => term('stage', code, name);
export const className = (code: string): string => term('class', code);
export const businessName = (code: string): string => term('business', code);
export const unitName = (code: string, name: string): string => (code === '?' ? t('unit.?') : name);
export const rulesName = (rules: { rulesName: string; rulesNameEn: string }): string =>
  language.current === 'zh' ? rules.rulesName : rules.rulesNameEn;

/** The name came with the data, in whatever language it is there. */
export const isImportedStage = (code: string): boolean => !isTerm('stage', code);
export const isImportedClass = (code: string): boolean => !isTerm('class', code);

/** `10-01 至 10-21（未满期）`, `2026-08 至 2026-10`, `2026 年 12 月（尚无数据）`. */
export function periodText({ from, to, dataTime }: Pick<Basis, 'from' | 'to' | 'dataTime'>): string {
  const text = from === to ? monthSentence(from) : t('period.range', { from: month(from), to: month(to) });
  if (dataTime === null) return text;
  const covered = format.covered(from, to, dataTime);
  if (covered === 'none') return t('period.none', { period: text });
  if (covered === 'whole') return text;
  return from === to
    ? t('period.partial', { from: date(`${from}-01`), to: date(format.dayOf(dataTime)) })
    : t('period.unfinished', { period: text });
}

/** The period in a panel's grey line, where the chip above tells its days: `10 月`, `2026-08 至 2026-10`. */
export const periodShort = ({ from, to }: Pick<Basis, 'from' | 'to'>): string =>
  from === to ? month(from, 'short') : t('period.range', { from: month(from), to: month(to) });

/** A limit with its unit, `7 个工作日`. */
export function limitText({ value: n, unit }: { value: number; unit: string }): string {
  if (unit.startsWith('calendar')) return t('limit.calendar-day', { n });
  return unit.includes('hour') ? t('limit.working-hour', { n }) : t('limit.working-day', { n });
}
