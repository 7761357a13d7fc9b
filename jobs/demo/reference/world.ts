import { chineseCalendar } from '../../clock/calendar.ts';
import { dateText, parseDate } from '../../clock/day.ts';
import { OfficeTime, type Local } from '../office-time.ts';
import type { DemoUnit } from '../province.ts';
import { referenceTree, type Station } from './tree.ts';

/** The largest province in three years (domain §5). */
export const REFERENCE_CASES = 3_500_000;
export const REFERENCE_MONTHS = 37;

/** Everything the reference load depends on; equal keys write equal files. `cases` are applied for from `from` to `until`. */
export type ReferenceKey = { seed: number; cases: number; from: string; until: string };

export type ReferenceWorld = {
  key: ReferenceKey;
  units: DemoUnit[];
  stations: Station[];
  office: OfficeTime;
  /** When the i-th case is applied for: evenly over office hours, and on beyond the last of `cases`. */
  applied(index: number): Local;
};

export function referenceKey(seed: number, cases: number, until: string): ReferenceKey {
  const [year, month] = until.split('-').map(Number) as [number, number];
  const first = Date.UTC(year, month - REFERENCE_MONTHS, 1) / 86_400_000;
  return { seed, cases, from: dateText(first), until };
}

export function referenceWorld(key: ReferenceKey): ReferenceWorld {
  const [first, last] = [parseDate(key.from), parseDate(key.until)];
  const office = new OfficeTime(chineseCalendar(), first - 5, last + 1_200);
  const begin = Math.ceil(office.at(first * 86_400_000));
  const perCase = (Math.ceil(office.at((last + 1) * 86_400_000)) - begin) / key.cases;
  return { key, ...referenceTree(), office, applied: (index) => office.local(begin + index * perCase) };
}
