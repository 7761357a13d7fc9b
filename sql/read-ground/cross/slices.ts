import { sql } from 'kysely';
import type { Db } from '../../database.ts';
import type { Ground } from '../ground.ts';
import { keepingOfSource } from '../keeping.ts';
import { OWN, type Value } from './dimension.ts';

type UnitRow = { unit: number; code: string; name: string; parent: number | null };
/** `place`: in the order of the tree; `last`: of the last unit under it. */
type Node = UnitRow & { depth: number; place: number; last: number };

/**
 * The subtree of the chosen unit cut into parts that no case is in twice: the units so many levels below it, and what
 * units above them hold themselves.
 */
export class Slices {
  readonly #nodes = new Map<number, Node>();
  readonly #depth: number;
  /** How many levels of units lie below the top. */
  readonly levels: number;

  constructor(units: readonly UnitRow[], top: number, depth: number) {
    this.#depth = depth;
    const under = new Map<number | null, UnitRow[]>();
    for (const unit of units) under.set(unit.parent, [...(under.get(unit.parent) ?? []), unit]);
    const walk = (unit: UnitRow, at: number): number => {
      const node: Node = { ...unit, depth: at, place: this.#nodes.size, last: 0 };
      this.#nodes.set(unit.unit, node);
      const below = (under.get(unit.unit) ?? []).map((child) => walk(child, at + 1));
      node.last = this.#nodes.size - 1;
      return Math.max(0, ...below.map((levels) => levels + 1));
    };
    this.levels = walk(
      units.find(({ unit }) => unit === top)!,
      0,
    );
  }

  /**
   * Units whose sums make the parts: a unit counts whole at its place, and is taken from the one above it. Above that place
   * only `owners` matter, which hold cases themselves.
   */
  *terms(owners: ReadonlySet<number>): Iterable<{ unit: number; of: number; sign: 1 | -1 }> {
    for (const { unit, parent, depth } of this.#nodes.values()) {
      if (depth > this.#depth) continue;
      if (depth === this.#depth || owners.has(unit)) yield { unit, of: unit, sign: 1 };
      if (depth > 0 && owners.has(parent!)) yield { unit, of: parent!, sign: -1 };
    }
  }

  /** The value a unit's cases have so many levels down: the unit there, or the one above that holds them itself. */
  at(unit: number, depth: number): string {
    let node = this.#nodes.get(unit)!;
    if (node.depth < depth) return `${node.unit}${OWN}`;
    while (node.depth > depth) node = this.#nodes.get(node.parent!)!;
    return String(node.unit);
  }

  valueOf(value: string): Value {
    const own = value.endsWith(OWN);
    const { code, name } = this.#nodes.get(Number.parseInt(value))!;
    return { value: code, name, own, query: { unit: code, ...(own && { own: 'true' }) } };
  }

  /** In the order of the tree; what a unit holds itself comes after those below it. */
  order = (a: string, b: string): number => {
    const place = (value: string) => {
      const { place, last, depth } = this.#nodes.get(Number.parseInt(value))!;
      return value.endsWith(OWN) ? last + 1 - 1 / (depth + 2) : place;
    };
    return place(a) - place(b);
  };
}

/** They change with the source alone; a province has 1,700 units. */
const kept = keepingOfSource<Slices>(30);

export const slicesOf = (db: Db, g: Ground, depth: number): Promise<Slices> =>
  kept(g, [g.unit.unit, depth], async () => {
    const { rows } = await sql<UnitRow>`
      select u.unit, u.code, u.name, u.parent
      from unit_above a join unit u on u.origin = a.origin and u.unit = a.unit
      where a.origin = ${g.origin} and a.above = ${g.unit.unit} order by u.ord, u.unit`.execute(db);
    return new Slices(rows, g.unit.unit, depth);
  });
