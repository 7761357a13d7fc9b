import type { Profile, Table } from '../profile.ts';
import type { Guess } from '../wording/guess-words.ts';
import type { CaseScan } from './case-scan.ts';
import { contentOf, isStampColumn, type ColumnContent } from './column-content.ts';
import { guessKey } from './guess-columns.ts';
import { rolesOf, wordsOf, type Role } from './names.ts';

/** The beginning of a file, cut into columns. XES: "case:x" for an attribute of the trace, "x" for one of the event. */
export type Sample = {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Zone of stamps without offset. */
  zone: string;
  /** A pass over the whole file; without it the rows above have to do. */
  scan?: CaseScan;
  /** Stamps that stand in two columns each, already put together in the rows above, and what puts them together in others. */
  halves?: Readonly<Record<string, string>>;
  join?: (values: readonly string[]) => readonly string[];
};

export type Proposal = {
  /** null where something that cannot be missing was not found. */
  profile: Profile | null;
  /** The same where nothing is missing, else as far as it came: somebody may complete it. */
  sketch: Profile | null;
  missing: string[];
  /** Columns of dates in which day and month could be either way round, each with its first value. */
  ambiguous: { column: string; value: string }[];
  /** Columns whose names speak of a time and whose values do not, each with its first value. */
  unread: { column: string; value: string }[];
  /** Columns nothing could be made of. */
  notUnderstood: string[];
  /** What was decided and by what. */
  guesses: Guess[];
};

export type Fields = Table['fields'];
export type Field = keyof Fields;

export const isTimely = (name: string): boolean => TIMELY.test(wordsOf(name));
const TIMELY = /time|date|stamp|\bts\b|\bat\b|时间|日期|时刻/;
/** A column of a telling name is what it says even where many rows lack it: those rows are refused, not the file. */
export const NAMED_SHARE = 0.5;

/** What the names and the sample's values say of each column. */
export function describeColumns(sample: Sample): { contents: ColumnContent[]; roles: Role[][] } {
  const roles = sample.columns.map((name) => rolesOf(name));
  const contents = sample.columns.map((name, i) => contentOf(name, i, sample.rows, sample.zone, isTimely(name)));
  return { contents, roles };
}

export type Described = ReturnType<typeof describeColumns>;

/** Columns that group rows without being a case. */
const NEVER_A_CASE: ReadonlySet<Role> = new Set<Role>([
  ...(['derived', 'unit', 'unitName', 'operator', 'department', 'class', 'business', 'channel', 'manager'] as const),
]);

/** Position of the case column by name, else by content; −1 where there is none. */
export function findKey(sample: Sample, { contents, roles }: Described = describeColumns(sample)): number {
  const usable = (i: number) => {
    const content = contents[i];
    return content !== undefined && !isStampColumn(content) && content.filled >= sample.rows.length * NAMED_SHARE;
  };
  const named = sample.columns.map((_, i) => i).filter((i) => roles[i]?.includes('key') && usable(i));
  const groups = (i: number) => (contents[i]?.distinct ?? 0) < sample.rows.length;
  const surest = (i: number) =>
    sample.columns[i]?.toLowerCase() === 'case:concept:name' ? 0 : (roles[i]?.indexOf('key') ?? 9) + 1;
  named.sort((a, b) => Number(groups(b)) - Number(groups(a)) || surest(a) - surest(b) || a - b);
  return (
    named[0] ??
    guessKey(
      contents.filter(({ position }) => !roles[position]?.some((role) => NEVER_A_CASE.has(role))),
      sample.rows,
    )
  );
}
