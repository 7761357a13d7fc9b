import { BUSINESS_ZONE } from '../../../sql/vocabulary.ts';
import type { Profile, Table } from '../profile.ts';
import { chooseTable, Columns } from '../read/columns.ts';
import { joinHalves } from '../read/halves.ts';
import type { FileProposal } from '../read/read-file.ts';
import { isTotalWord } from '../read/words.ts';
import { describeColumns, type Field } from './sample.ts';

/** What one column of a file is used for; a field takes one column, the other parts of a table take several. */
export type Use = Field | 'key' | 'milestone' | 'half' | 'dimension' | 'personal' | 'none';

export type UnderstoodColumn = {
  name: string;
  use: Use;
  /** Its value in each of the first rows. */
  samples: string[];
  /** Its values are times, written by this pattern where they need one. */
  stamp: boolean;
  pattern: string | null;
  /** Patterns one of which somebody has to choose: nothing tells day from month. */
  orders?: string[];
};

const SAMPLES = 5;
const LONGEST = 120;

/** Column by column what a proposal makes of a file. Personal data is shown only as that it is there. */
export function understoodColumns(proposal: FileProposal, zone: string = BUSINESS_ZONE): UnderstoodColumn[] {
  const { columns, rows, sketch } = proposal;
  const table = sketch?.tables[0] ?? null;
  const join = table && joinHalves(table, new Columns(columns));
  const { contents } = describeColumns({ name: '', columns, rows: join ? rows.map(join) : rows, zone });
  const uses = usesOf(table, columns);
  return columns.map((name, i) => {
    const use = uses.get(i) ?? 'none';
    const samples = rows.slice(0, SAMPLES).map((row) => (row[i] ?? '').slice(0, LONGEST));
    return {
      name,
      use,
      samples: use === 'personal' ? samples.map((value) => (value === '' ? '' : '•••')) : samples,
      stamp: contents[i]?.instants !== null,
      pattern: contents[i]?.pattern ?? null,
      ...(contents[i]?.ambiguous ? { orders: contents[i].orders } : {}),
    };
  });
}

function usesOf(table: Table | null, columns: readonly string[]): Map<number, Use> {
  const uses = new Map<number, Use>();
  if (table === null) return uses;
  const find = new Columns(columns);
  const mark = (names: readonly string[] | undefined, use: Use) =>
    names?.forEach((name) => uses.set(find.find(name), use));
  mark(table.dimensions, 'dimension');
  mark(table.personal, 'personal');
  mark(Object.values(table.halves ?? {}), 'half');
  mark(Object.keys(table.milestones ?? {}), 'milestone');
  mark(table.key, 'key');
  for (const [field, names] of Object.entries(table.fields))
    if (names !== undefined) mark([names].flat().slice(0, 1), field as Field);
  return uses;
}

/** Cells merged over rows leave the lower ones blank: from so many of the rows on, in a column of the unit. */
const BLANK_SHARE = 0.1;

/**
 * Columns of a sheet that look as if their cells were merged over rows, with how many of the first rows are blank there: to
 * be filled down only when somebody says so.
 */
export function fillable({ columns, rows, sketch, format }: FileProposal): { column: string; n: number }[] {
  if (format !== 'xlsx' && format !== 'html') return [];
  const uses = usesOf(sketch?.tables[0] ?? null, columns);
  const below = rows.filter((row) => !row.some(isTotalWord));
  return columns.flatMap((column, i) => {
    if (uses.get(i) !== 'unit' || (below[0]?.[i] ?? '').trim() === '') return [];
    const n = below.filter((row) => (row[i] ?? '').trim() === '').length;
    return n >= BLANK_SHARE * below.length && n > 0 ? [{ column, n }] : [];
  });
}

function fillOf({ fill }: Choice, proposed: Table | undefined, columns: Columns): Pick<Table, 'fill'> {
  const names = (fill ?? proposed?.fill ?? []).filter((name) => columns.find(name) >= 0);
  return names.length > 0 ? { fill: names } : {};
}

const NO_FIELDS: ReadonlySet<Use> = new Set<Use>(['key', 'milestone', 'half', 'dimension', 'personal', 'none']);
const isField = (use: Use): use is Field => !NO_FIELDS.has(use);

/** A half belongs to the times it was proposed for, else to the used column of times nearest before it, else after it. */
function halvesOf(
  { uses }: Choice,
  understood: readonly UnderstoodColumn[],
  proposed: Table | undefined,
): Pick<Table, 'halves'> {
  const useOf = (i: number) => uses[i] ?? understood[i]!.use;
  const leads = understood.map(({ stamp }, i) => stamp && (isField(useOf(i)) || useOf(i) === 'milestone'));
  const known = Object.entries(proposed?.halves ?? {});
  const pairs = understood.flatMap(({ name }, i): [string, string][] => {
    if (useOf(i) !== 'half') return [];
    const own = known.filter(([, other]) => other === name);
    if (own.length > 0) return own.filter(([lead]) => isUsed(lead));
    const lead = leads.lastIndexOf(true, i) < 0 ? leads.indexOf(true) : leads.lastIndexOf(true, i);
    return lead < 0 ? [] : [[understood[lead]!.name, name]];
  });
  function isUsed(name: string) {
    const use = useOf(understood.findIndex((column) => column.name === name));
    return isField(use) || use === 'milestone';
  }
  return pairs.length > 0 ? { halves: Object.fromEntries(pairs) } : {};
}

/** `uses` and `orders` by the column's position, `fill` by name. */
export type Choice = {
  shape: Table['shape'];
  uses: readonly Use[];
  orders?: readonly string[];
  fill?: readonly string[];
};

/** The proposed profile after somebody's corrections to its first table; further sheets stay as proposed. Throws a RangeError where two columns are taken for one field. */
export function chosenProfile(
  sketch: Profile | null,
  understood: readonly UnderstoodColumn[],
  source: string,
  choice: Choice,
): Profile {
  const proposed = sketch?.tables[0];
  const names = understood.map(({ name }) => name);
  const columns = new Columns(names);
  const moved = understood.flatMap((column, i) => {
    const to = choice.uses[i] ?? column.use;
    return to === column.use ? [] : [{ ...column, to }];
  });
  const gone = new Set(moved.map(({ name }) => columns.find(name)));
  const stays = (name: string) => !gone.has(columns.find(name));
  const to = (use: Use) => moved.filter((column) => column.to === use).map(({ name }) => name);

  const fields: Table['fields'] = {};
  for (const [field, column] of Object.entries(proposed?.fields ?? {}))
    if (column !== undefined && [column].flat().every(stays)) fields[field as Field] = column;
  for (const { name, to: use } of moved) {
    if (!isField(use)) continue;
    if (fields[use] !== undefined) throw new RangeError(`two columns are taken for "${use}"`);
    fields[use] = name;
  }
  const key = [...(proposed?.key ?? []).filter(stays), ...to('key')];
  const kept = Object.entries(proposed?.milestones ?? {}).filter(([name]) => stays(name));
  const milestones = Object.fromEntries([...kept, ...to('milestone').map((name) => [name, name])]);
  const several = (part: 'dimensions' | 'personal', use: Use) => {
    const list = [...(proposed?.[part] ?? []).filter(stays), ...to(use)];
    return list.length > 0 ? { [part]: list } : {};
  };
  const table: Table = {
    shape: choice.shape,
    ...(key.length > 0 ? { key } : {}),
    fields,
    ...(choice.shape === 'case' && Object.keys(milestones).length > 0 ? { milestones } : {}),
    ...several('dimensions', 'dimension'),
    ...several('personal', 'personal'),
    ...halvesOf(choice, understood, proposed),
    ...fillOf(choice, proposed, columns),
    ...(proposed?.identity ? { identity: proposed.identity } : {}),
    ...(proposed?.lifecycle && fields.lifecycle ? { lifecycle: proposed.lifecycle } : {}),
  };
  const ordered = understood.flatMap(({ orders }, i) => (orders ?? []).filter((one) => one === choice.orders?.[i]));
  const patterns = [...moved.flatMap(({ pattern }) => pattern ?? []), ...ordered];
  const timestamps = [...new Set([...(sketch?.timestamps ?? []), ...patterns])];
  return {
    ...sketch,
    ...(timestamps.length > 0 ? { timestamps } : {}),
    name: source,
    tables: [table, ...(sketch?.tables.slice(1) ?? [])],
  };
}

/**
 * A source's profile once somebody has confirmed how one of its files is read: what it says beyond the columns stays, the
 * confirmed table takes the place of those that would have read the same header.
 */
export function amended(known: Profile, chosen: Profile, columns: readonly string[]): Profile {
  const header = new Columns(columns);
  const others = known.tables.filter((table) => chooseTable({ ...known, tables: [table] }, header) === null);
  const union = (part: 'timestamps' | 'placeholders') => {
    const all = [...new Set([...(known[part] ?? []), ...(chosen[part] ?? [])])];
    return all.length > 0 ? { [part]: all } : {};
  };
  const classes = { ...chosen.classes, ...known.classes };
  return {
    ...known,
    ...union('timestamps'),
    ...union('placeholders'),
    ...(Object.keys(classes).length > 0 ? { classes } : {}),
    tables: [...chosen.tables, ...others],
  };
}
