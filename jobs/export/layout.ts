import type { Profile, Table } from '../import/profile.ts';

type Field = keyof Table['fields'];

/** A column of an exported table and the neutral field it is read back as; `key`: the case number, null: a dimension or milestone. */
export type Column = { name: string; field: Field | 'key' | null; stamp: boolean };

/** How rows of one kind are written, and so how they are read back. */
export type Layout = {
  /** Of its file, without an ending. */
  name: string;
  shape: Table['shape'];
  columns: readonly Column[];
  dimensions: readonly string[];
  milestones: readonly { column: string; step: string }[];
  /** Its events are told apart by their whole content, although they have an arrival. */
  byContent: boolean;
};

/** Stands before the name of the first column, which no other file has: only such a file is read by its table. */
export const MARK = 'yekuo:';

const STAMPS = new Set<Field>([
  ...(['at', 'arrived', 'started', 'finished', 'opened', 'ended', 'deadline', 'updated'] as const),
  ...(['from', 'to', 'due', 'made', 'energised'] as const),
]);

/** Names that other tools for event logs know. */
const KNOWN: Partial<Record<Field, string>> = {
  step: 'concept:name',
  operator: 'org:resource',
  department: 'org:group',
};

type Plan = Partial<Pick<Layout, 'dimensions' | 'milestones' | 'byContent'>> & {
  name: string;
  shape: Table['shape'];
  /** Of the first column. */
  first: Field | 'key';
  fields: readonly (Field | 'key')[];
};

/** Lays a table out; no column may bear the name of a dimension, which keeps its own. */
export function layOut({ name, shape, first, fields, ...rest }: Plan, format: 'csv' | 'xes'): Layout {
  const { dimensions = [], milestones = [], byContent = false } = rest;
  const taken = new Set(dimensions.flatMap((own) => [own, own.replace(/^case:/, '')]));
  const free = (wanted: string): string => (taken.has(wanted) ? free(`${MARK}${wanted}`) : wanted);
  const column = (field: Field | 'key'): Column => {
    const known = format === 'xes' && shape === 'step' && field !== 'key' ? KNOWN[field] : undefined;
    const stamp = field !== 'key' && STAMPS.has(field) && shape !== 'unit';
    return { name: free(known ?? (field === 'key' ? 'case' : field)), field, stamp: stamp || field === 'updated' };
  };
  const other = (own: string): Column => ({ name: own, field: null, stamp: false });
  return {
    ...{ name, shape, dimensions, milestones, byContent },
    columns: [
      { ...column(first), name: free(`${MARK}${name}`) },
      ...fields.map(column),
      ...dimensions.map(other),
      ...milestones.map((milestone) => ({ ...other(milestone.column), stamp: true })),
    ],
  };
}

/** The table by which a file of this layout is read. `inert`: some cell was kept from being a formula. */
export function tableOf(layout: Layout, inert: boolean): Table {
  const fields: Record<string, string> = {};
  let key: string | null = null;
  for (const { name, field } of layout.columns) {
    if (field === 'key') key = name;
    else if (field !== null) fields[field] = name;
  }
  return {
    shape: layout.shape,
    ...(key === null ? {} : { key: [key] }),
    fields,
    ...(layout.dimensions.length > 0 ? { dimensions: [...layout.dimensions] } : {}),
    ...(layout.milestones.length > 0
      ? { milestones: Object.fromEntries(layout.milestones.map(({ column, step }) => [column, step])) }
      : {}),
    ...(layout.byContent ? { identity: [] } : {}),
    ...(inert ? { inert } : {}),
  };
}

/** The source's own profile with the export's tables in front: it reads both, and says the same of the source. */
export function exportProfile(own: Profile, zone: string, tables: readonly Table[]): Profile {
  const itself = <T extends string>(words: Readonly<Record<string, T>> | undefined): Record<string, T> | undefined =>
    words && { ...words, ...Object.fromEntries(Object.values(words).map((meaning) => [meaning, meaning])) };
  const [states, grades, owners] = [itself(own.states), itself(own.grades), itself(own.owners)];
  return {
    ...own,
    zone,
    tables: [...tables, ...own.tables.filter((table) => !isExported(table))],
    ...(states && { states }),
    ...(grades && { grades }),
    ...(owners && { owners }),
  };
}

/** A table that an earlier export wrote. */
export const isExported = (table: Table): boolean =>
  [...(table.key ?? []), ...Object.values(table.fields).flat()].some((name) => name.startsWith(MARK));
