import { sql, type RawBuilder } from 'kysely';
import type { Dimension } from '../../cross-table.ts';
import { CLASSES } from '../../vocabulary.ts';
import type { Ground } from '../ground.ts';

/** How many levels below the chosen unit a dimension lies, null where it is no unit. */
export const depthOf = (dimension: Dimension): number | null =>
  dimension.startsWith('unit') ? Number(dimension.slice(4)) : null;

const NOT_IN_CUBE: readonly Dimension[] = ['channel', 'industry', 'capacity'];
export const inCube = (dimensions: readonly Dimension[]): boolean => !dimensions.some((d) => NOT_IN_CUBE.includes(d));

/** One value of a dimension: as stored, as called, and what narrows a list to it (null: nothing can). */
export type Value = { value: string; name: string; own: boolean; query: Record<string, string> | null };

const BLANK = '(blank)';

/** Stored with the value of a unit: the cases of the unit itself, not of those below it. */
export const OWN = '\town';

/** A band as a list is asked for it: from this capacity on, and under that one. */
const bandText = (bands: readonly number[], place: number): string => `${bands[place - 1] ?? ''}~${bands[place] ?? ''}`;

/** Where facts say a dimension: of `case_fact f`; stage and month lie elsewhere, units are told apart by their number. */
export function factColumn(
  dimension: Dimension,
  at: { unit: RawBuilder<unknown>; month: RawBuilder<unknown>; stage: RawBuilder<unknown> },
  bands: readonly number[],
): RawBuilder<unknown> {
  switch (dimension) {
    case 'unit1':
    case 'unit2':
    case 'unit3':
      return sql`${at.unit}::text`;
    case 'month':
      return at.month;
    case 'stage':
      return sql`coalesce(${at.stage}::text, '')`;
    case 'capacity':
      return sql`coalesce(width_bucket(f.capacity, ${[...bands]}::float8[])::text, '')`;
    case 'class':
    case 'business':
    case 'channel':
    case 'industry':
      return sql`coalesce(${sql.ref(`f.${dimension}`)}, '')`;
  }
}

/** What a stored value is called and how a list is narrowed to it; units are named by their slices. */
export function valueOf(g: Ground, dimension: Dimension, value: string, bands: readonly number[]): Value {
  const plain = (name: string, query: Record<string, string> | null): Value => ({ value, name, own: false, query });
  if (dimension === 'month') return plain(value, { from: value, to: value });
  if (dimension === 'capacity') {
    const band = value === '' ? BLANK : bandText(bands, Number(value));
    return plain(value === '' ? '' : band, { capacity: band });
  }
  if (dimension === 'stage') {
    const stage = g.stages.find((s) => String(s.stage) === value);
    return stage === undefined ? plain('', null) : { ...plain(stage.name, { stage: stage.code }), value: stage.code };
  }
  return plain(value, { [dimension]: value === '' ? BLANK : value });
}

/** The order of a dimension's stored values; blank comes last. */
export function orderOf(g: Ground, dimension: Dimension): (a: string, b: string) => number {
  const place = (value: string): number => {
    if (value === '') return Infinity;
    if (dimension === 'stage') return g.stages.findIndex((s) => String(s.stage) === value);
    if (dimension === 'capacity') return Number(value);
    if (dimension === 'class') return (CLASSES as readonly string[]).indexOf(value) >>> 0;
    return 0;
  };
  return (a, b) => (place(a) === place(b) ? (a < b ? -1 : a > b ? 1 : 0) : place(a) - place(b));
}
