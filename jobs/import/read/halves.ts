import type { Table } from '../profile.ts';
import type { Columns } from './columns.ts';
import { OF_DAY, OFFSET } from './timestamp.ts';
import { HALF_DAYS } from './timestamp-pattern.ts';

const TIME_OF_DAY = new RegExp(`^(?:${HALF_DAYS})?\\s*${OF_DAY}\\s*(?:${HALF_DAYS})?\\s*${OFFSET}$`, 'i');
const MIDNIGHT = /(?:[ T]|(?<=日))0?0[:：]00(?:[:：]00(?:\.0+)?)?$/;

/** A time of day without its date, as a cell beside the date says it: 8:05, 下午2:05, 8时5分. */
export const isTimeOfDay = (text: string): boolean => TIME_OF_DAY.test(text.trim().normalize('NFKC'));

/** What a cell of a date shows besides: programs write a midnight to dates. */
export const withoutMidnight = (date: string): string => date.trim().replace(MIDNIGHT, '');

/**
 * Puts stamps of two columns together (`halves` of a table): the other half goes to the column the stamp is read under. A cell
 * left blank there is no stamp; one whose other half is blank stands as written. null: the file has no such columns.
 */
export function joinHalves(
  { halves }: Pick<Table, 'halves'>,
  columns: Columns,
): ((values: readonly string[]) => readonly string[]) | null {
  const pairs = Object.entries(halves ?? {})
    .map(([column, other]) => ({ at: columns.find(column), from: columns.find(other) }))
    .filter(({ at, from }) => at >= 0 && from >= 0 && at !== from);
  if (pairs.length === 0) return null;
  return (values) => {
    const joined = [...values];
    for (const { at, from } of pairs) joined[at] = joinedStamp(values[at] ?? '', values[from] ?? '');
    return joined;
  };
}

function joinedStamp(own: string, other: string): string {
  if (own.trim() === '' || other.trim() === '') return own;
  const [date, time] = isTimeOfDay(own) ? [other, own] : [own, other];
  return `${withoutMidnight(date)} ${time.trim()}`;
}
