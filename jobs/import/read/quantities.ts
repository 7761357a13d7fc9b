import type { CapacityUnit } from '../../../sql/vocabulary.ts';
import { yesOrNo } from './words.ts';

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s,，]/g, '')
    .toLowerCase();

/** What a number's unit measures; null for a bare number and for words. */
export function measuredBy(text: string): 'voltage' | 'capacity' | 'other' | null {
  const unit = /^[-−+]?\d+(?:\.\d+)?(kv|千伏|v|伏|kv[.·]?a|千伏安|kw|千瓦|%|‰|a|安|元|万元)$/.exec(plain(text))?.[1];
  if (unit === undefined) return null;
  if (unitIn(unit) !== null) return 'capacity';
  return /^(kv|千伏|v|伏)$/.test(unit) ? 'voltage' : 'other';
}

/** kV of "10kV", "交流220V", "0.4千伏", a bare "35"; null for words, and for a bare number that may be volts or kilovolts. */
export function readVoltage(text: string): number | null {
  const found = /(\d+(?:\.\d+)?)(kv|千伏|v|伏)?/.exec(plain(text));
  if (found === null) return null;
  const value = Number(found[1]);
  if (value === 0) return null;
  const unit = found[2];
  if (unit === 'kv' || unit === '千伏') return value;
  if (unit !== undefined) return value / 1000;
  // 220 is a low voltage in volts and a high one in kilovolts; 380 and 400 are only ever volts.
  if (value === 220) return null;
  return value === 380 || value === 400 ? value / 1000 : value;
}

/**
 * Value and unit of "1,250", "800kVA", "-315 千伏安", "50kW（临时）"; the unit of a bare number is the column name's, else unknown.
 * "2×630", "630+800" and "1.5万" are no single number and stay unknown.
 */
export function readCapacity(
  text: string,
  column: string,
): { capacity: number | null; capacityUnit: CapacityUnit | null } {
  const found = /^([-−+]?\d+(?:\.\d+)?)((?:kv[.·]?a|千伏安|kw|千瓦)?)(?:\(.*\))?$/.exec(plain(text));
  if (found === null) return { capacity: null, capacityUnit: null };
  return { capacity: Number(found[1]!.replace('−', '-')), capacityUnit: unitIn(found[2]!) ?? unitIn(plain(column)) };
}

function unitIn(text: string): CapacityUnit | null {
  if (/kv[.·]?a|千伏安/.test(text)) return 'kVA';
  return /kw|千瓦/.test(text) ? 'kW' : null;
}

/** A whole number of things such as "2", "1,200户", "双电源"; null for anything else. */
export function readCount(text: string): number | null {
  const word = plain(text);
  const named = /^(单|双|三|多)(?:电源|路|回)/.exec(word)?.[1];
  if (named !== undefined) return named === '单' ? 1 : named === '三' ? 3 : 2;
  const found = /^(\d{1,9})(?:\.0*)?(?:户|个|路|回|条|件)?$/.exec(word);
  return found === null ? null : Number(found[1]);
}

/** Grades and names that stand for a yes in a column of their own. */
const MARKED = /^(特级|[一二三]级|临时性?|重要|三零|绿色通道|重大项目|有外线|有)/;
const UNMARKED = /^(非|无|普通|一般|否|不)/;

/** Whether a case has a mark; null for a blank and for a word that says neither. */
export function readMark(text: string): boolean | null {
  const word = plain(text);
  if (word === '') return null;
  if (UNMARKED.test(word)) return false;
  return MARKED.test(word) ? true : (yesOrNo(word) ?? null);
}
