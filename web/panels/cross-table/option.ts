import type { CrossCell, CrossTableReply } from '../../../api/contract/cross-table.ts';

type Query = Record<string, string | undefined>;
export type Line = CrossTableReply['lines'][number];
export type Measure = CrossTableReply['measures'][number];
export type Dimension = CrossTableReply['rows'][number];
export type DimensionCode = Dimension['dimension'];
export type MeasureCode = Measure['measure'];

export const MEASURES: readonly MeasureCode[] = [
  'applications',
  'completions',
  'compliance-rate.hv',
  'compliance-rate.lv',
  'stage-overdue-rate',
  'process-days',
  'mean-connect-time.10kv',
  'mean-connect-time.400v',
  'open-stock',
  'open-overdue',
  'internal-overdue',
  'satisfaction-rate',
  'satisfaction-score',
  'callback-rate',
  'complaints-per-10k',
];
export const MOST_MEASURES = 4;
/** Lines drawn before somebody asks for the rest. */
export const FIRST_LINES = 200;
/** A share of fewer is greyed. */
export const LEAST_N = 50;

const OTHERS: readonly DimensionCode[] = ['month', 'class', 'business', 'stage', 'channel', 'industry', 'capacity'];
/** The dimensions a unit with so many levels below it has. */
export const dimensionsOf = (levels: number): DimensionCode[] => [
  ...(['unit1', 'unit2', 'unit3'] as const).slice(0, levels),
  ...OTHERS,
];

/** How the table is laid out, as the address says it; the defaults where it does not. */
export function layoutOf(query: Query, levels: number) {
  const known = dimensionsOf(levels);
  const asked = (query['rows'] ?? '').split(',').filter((one) => known.includes(one as DimensionCode));
  const rows = (
    asked.length > 0 ? [...new Set(asked)].slice(0, 2) : [levels > 0 ? 'unit1' : 'class']
  ) as DimensionCode[];
  const wanted = query['column'] ?? 'month';
  const column = known.find((one) => one === wanted && !rows.includes(one)) ?? null;
  const measures = (query['measures'] ?? '').split(',').filter((one) => MEASURES.includes(one as MeasureCode));
  const shown = measures.length > 0 ? measures : ['completions', 'stage-overdue-rate'];
  return { rows, column, measures: shown.slice(0, MOST_MEASURES) as MeasureCode[], bands: query['bands'] ?? null };
}

/** What one of a measure's columns shows. */
export type Part = 'count' | 'share' | 'points' | 'mean' | 'median' | 'p90' | 'n' | Of;
/** Of complaints, or of a measure nothing is told of. */
type Of = 'per10k' | 'complaints' | 'unlinked' | 'customers' | 'lacks';
const PARTS: Record<Measure['shows'], Part[]> = {
  count: ['count'],
  share: ['share', 'n'],
  points: ['points', 'n'],
  days: ['median', 'p90', 'n'],
  'mean-days': ['mean', 'median', 'p90', 'n'],
  'per-10k': ['per10k', 'complaints', 'unlinked', 'customers'],
};
export const partsOf = ({ shows, lacks }: Pick<Measure, 'shows' | 'lacks'>): Part[] =>
  lacks ? ['lacks'] : PARTS[shows];

/** What narrows a list to a line, and to one of its columns (at the end all of them); null where nothing can. */
export function narrowing(reply: CrossTableReply, line: Line, column: number): Query | null {
  const values = line.at.flatMap((place, i) => {
    const { dimension, values } = reply.rows[i]!;
    return place === null ? [] : [{ dimension, query: values[place]!.query }];
  });
  const across = reply.column?.values[column];
  if (across) values.push({ dimension: reply.column!.dimension, query: across.query });
  if (values.some(({ query }) => query === null)) return null;
  // Of several units the deepest holds.
  values.sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
  return Object.assign({}, ...values.map(({ query }) => query)) as Query;
}

/** How many lines under this one belong to the same value of the first of two dimensions; 0 where it is not the first. */
export function spanAt(lines: readonly Line[], i: number): number {
  const first = lines[i]!.at[0];
  if (i > 0 && lines[i - 1]!.at[0] === first) return 0;
  let end = i;
  while (lines[end]?.at[0] === first) end++;
  return end - i;
}

const COUNTS: readonly Part[] = ['count', 'n', 'complaints', 'unlinked', 'customers'];
export const isSmall = (cell: CrossCell, part: Part): boolean => !COUNTS.includes(part) && cell.n < LEAST_N;

/** The list behind a part and how long it is; null where none is that long. */
export function listOf(cell: CrossCell, { n, hits }: Measure, part: Part): { list: Query; length: number } | null {
  const ofHits = part === 'share' || part === 'per10k' || part === 'complaints';
  const list = ofHits ? hits : part === 'unlinked' || part === 'customers' ? null : n;
  return list === null ? null : { list, length: ofHits ? cell.hits : cell.n };
}
