import type { Profile, Table } from '../profile.ts';
import { hold } from './problem.ts';

/** Header names are compared without outer and double spaces, width, case and line breaks; beside Chinese no space means anything. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=\p{Script=Han})|(?<=\p{Script=Han}) /gu, '')
    .trim()
    .toLowerCase();

const CASE = 'case:';

/** A file's columns by name. A trace attribute "x" is found as "case:x" and as "x", as XES logs turned into CSV name it. */
export class Columns {
  readonly names: readonly string[];
  readonly #exact = new Map<string, number>();
  readonly #folded = new Map<string, number>();
  readonly #twice = new Set<number>();

  constructor(names: readonly string[]) {
    this.names = names;
    names.forEach((name, i) => {
      const known = this.#exact.get(name);
      if (known !== undefined) this.#twice.add(known);
      else this.#exact.set(name, i);
      const folded = foldName(name);
      if (folded !== '' && !this.#folded.has(folded)) this.#folded.set(folded, i);
    });
  }

  /** Position of the first of these names that is present, −1 where none is. */
  find(column: string | readonly string[] | undefined): number {
    if (column === undefined) return -1;
    for (const name of typeof column === 'string' ? [column] : column) {
      const folded = foldName(name);
      const bare = folded.startsWith(CASE) ? folded.slice(CASE.length) : folded;
      const at =
        this.#exact.get(name) ??
        this.#folded.get(folded) ??
        (bare === folded ? this.#folded.get(CASE + folded) : this.#folded.get(bare));
      if (at !== undefined) return at;
    }
    return -1;
  }

  /** The name stands over more than one column: which is meant cannot be known. */
  isTwice(position: number): boolean {
    return this.#twice.has(position);
  }
}

type Need = { label: string; columns: readonly string[]; found: boolean };

const list = (column: string | readonly string[] | undefined): readonly string[] =>
  column === undefined ? [] : typeof column === 'string' ? [column] : column;

/** What a table of this shape cannot be read without. */
function needs(table: Table, columns: Columns): Need[] {
  const { fields } = table;
  const any = (label: string, ...wanted: (string | readonly string[] | undefined)[]): Need => {
    const all = wanted.flatMap(list);
    return { label, columns: all, found: all.some((name) => columns.find(name) >= 0) };
  };
  const key = (table.key ?? []).map((name) => any('key', name));
  if (key.length === 0 && table.shape !== 'unit' && table.shape !== 'snapshot') key.push(any('key'));
  switch (table.shape) {
    case 'event':
      return [...key, any('step', fields.step), any('at', fields.at)];
    case 'step':
      return [
        ...key,
        any('step', fields.step),
        any('arrived, started or finished', fields.arrived, fields.started, fields.finished),
      ];
    case 'case':
      return key;
    case 'suspension':
      return [...key, any('from', fields.from)];
    case 'callback':
      return [...key, any('due, made or grade', fields.due, fields.made, fields.grade)];
    case 'return':
      return [...key, any('at', fields.at)];
    case 'complaint':
      return [
        any('number, key or unit', fields.number, table.key, fields.unit),
        any('number, channel or category', fields.number, fields.channel, fields.category),
        any('made, upheld or category', fields.made, fields.upheld, fields.category),
      ];
    case 'customer':
      return [...key, any('customer', fields.customer)];
    case 'unit':
      return [any('unit', fields.unit)];
    case 'snapshot':
      return [any('data date', fields.updated, fields.dataDate)];
  }
}

/** Every column name a table speaks of, without the personal ones. */
export function mappedNames(table: Table): string[] {
  return [
    ...(table.key ?? []),
    ...Object.values(table.fields).flatMap(list),
    ...(table.identity ?? []),
    ...Object.keys(table.milestones ?? {}),
    ...(table.dimensions ?? []),
    ...Object.values(table.halves ?? {}),
  ];
}

/** Columns the table reads where they are there and that this header lacks, each under the first of its names. */
export function absentColumns(table: Table, columns: Columns): string[] {
  const wanted = [
    ...Object.values(table.fields).map(list),
    ...Object.keys(table.milestones ?? {}).map(list),
    ...(table.dimensions ?? []).map(list),
  ];
  return wanted
    .filter((names) => names.length > 0 && names.every((name) => columns.find(name) < 0))
    .map(([name]) => name!);
}

/** The table of the profile whose columns this header holds: all that are needed, then as many as possible. */
export function chooseTable(profile: Profile, columns: Columns): Table | null {
  let best: Table | null = null;
  let most = -1;
  for (const table of profile.tables) {
    if (needs(table, columns).some((need) => !need.found)) continue;
    const present = new Set(mappedNames(table).map((name) => columns.find(name)));
    present.delete(-1);
    if (present.size > most) {
      best = table;
      most = present.size;
    }
  }
  return best;
}

/** Holds the file, naming what is missing for the table that comes nearest. */
export function holdForMissing(path: string, profile: Profile, columns: Columns): never {
  let nearest: Need[] | null = null;
  for (const table of profile.tables) {
    const missing = needs(table, columns).filter((need) => !need.found);
    if (!nearest || missing.length < nearest.length) nearest = missing;
  }
  const needed = (nearest ?? []).map((need) =>
    need.columns.length > 0 ? `${need.label} (${need.columns.map((name) => `"${name}"`).join(' or ')})` : need.label,
  );
  hold('missing-columns', path, {
    missing: needed.join(', '),
    columns: columns.names.map((name) => `"${name}"`).join(', '),
    column: (nearest ?? []).map((need) => need.columns[0] ?? need.label).join(', '),
  });
}
