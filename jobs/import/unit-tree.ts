import type { UnitRecord } from '../../sql/write/units.ts';
import type { UnitRow } from './row.ts';

/** 待归属单位: cases of a unit that the delivered table does not hold. */
export const HOMELESS = { code: '?', name: '待归属单位' } as const;
const ROOT = 0;

type Named = { code: string; name: string; parent: string | null };

/** An origin's units: an explicit tree where the source delivers one, else one unit per value under the root. */
export class UnitTree {
  readonly #source: string;
  readonly #label: string;
  #byCode = new Map<string, UnitRecord>();
  #next: number;
  /** The source delivered its units: other values are homeless, not new units. */
  delivered: boolean;
  changed = false;
  /** How often a code was asked for that the delivered table does not hold. */
  homeless = 0;

  constructor(units: readonly UnitRecord[], delivered: boolean, source: string, label: string) {
    this.#source = source;
    this.#label = label;
    this.delivered = delivered;
    for (const unit of units) this.#byCode.set(unit.code, unit);
    this.#next = Math.max(...units.map((unit) => unit.unit)) + 1;
  }

  /** The unit of a code and whether it is known; a missing code is the root's where no table was delivered. */
  home(code: string | null): { unit: number; known: boolean } {
    const found = code === null ? undefined : this.#byCode.get(code);
    if (found && found.code !== HOMELESS.code) return { unit: found.unit, known: true };
    if (this.delivered) {
      this.homeless++;
      return { unit: this.#grow(HOMELESS.code, HOMELESS.name), known: false };
    }
    return { unit: code === null ? ROOT : this.#grow(code, code), known: true };
  }

  /**
   * Takes a delivered table; returns the rows whose parent is unknown (or their own descendant) and the units whose
   * cases may have to move. A code delivered again takes the later name and parent.
   */
  deliver(rows: readonly UnitRow[]): { refused: UnitRow[]; fresh: number; changed: number; uprooted: number[] } {
    const before = new Map(this.#byCode);
    const named = this.delivered ? this.#named() : new Map<string, Named>();
    const known = new Map(named);
    for (const { code, name, parent } of rows) named.set(code, { code, name, parent });
    const refused = new Set<UnitRow>();
    for (const row of rows) {
      if (reachesTop(named, row.code)) continue;
      refused.add(row);
    }
    for (const { code } of refused) {
      const old = known.get(code);
      if (old) named.set(code, old);
      else named.delete(code);
    }
    const codes = new Set(rows.filter((row) => !refused.has(row)).map((row) => row.code));
    const fresh = [...codes].filter((code) => !known.has(code)).length;
    const changed = [...codes].filter((code) => known.has(code) && !alike(known.get(code)!, named.get(code)!)).length;
    if (fresh + changed === 0 && this.delivered) return { refused: [...refused], fresh, changed, uprooted: [] };
    this.delivered = true;
    this.changed = true;
    this.#plant(named);
    const uprooted = [...before.values()].filter((unit) => this.#byCode.get(unit.code)?.unit !== unit.unit);
    const homeless = before.get(HOMELESS.code);
    return {
      refused: [...refused],
      fresh,
      changed,
      uprooted: [...uprooted, ...(homeless ? [homeless] : [])].map((u) => u.unit),
    };
  }

  records(): UnitRecord[] {
    const children = new Map<number | null, UnitRecord[]>();
    for (const unit of this.#byCode.values()) {
      const siblings = children.get(unit.parent);
      if (siblings) siblings.push(unit);
      else children.set(unit.parent, [unit]);
    }
    const ordered: UnitRecord[] = [];
    const visit = (unit: UnitRecord, level: number) => {
      ordered.push({ ...unit, level, ord: ordered.length });
      const below = (children.get(unit.unit) ?? []).sort((a, b) => (a.code < b.code ? -1 : 1));
      for (const child of below) visit(child, level + 1);
    };
    for (const root of children.get(null) ?? []) visit(root, 0);
    return ordered;
  }

  #grow(code: string, name: string): number {
    const found = this.#byCode.get(code);
    if (found) return found.unit;
    const unit = { unit: this.#next++, code, name, parent: ROOT, level: 1, ord: 0 };
    this.#byCode.set(code, unit);
    this.changed = true;
    return unit.unit;
  }

  /** The delivered rows as they stand in the tree: the root is one of them unless it is the source itself. */
  #named(): Map<string, Named> {
    const byUnit = new Map([...this.#byCode.values()].map((unit) => [unit.unit, unit]));
    const invented = byUnit.get(ROOT)!.code === this.#source;
    const named = new Map<string, Named>();
    for (const { unit, code, name, parent } of this.#byCode.values()) {
      if (code === HOMELESS.code || (unit === ROOT && invented)) continue;
      const above = parent === null || (parent === ROOT && invented) ? null : byUnit.get(parent)!.code;
      named.set(code, { code, name, parent: above });
    }
    return named;
  }

  #plant(named: ReadonlyMap<string, Named>): void {
    const before = this.#byCode;
    const tops = [...named.values()].filter((unit) => unit.parent === null);
    const root = tops.length === 1 ? tops[0]! : { code: this.#source, name: this.#label, parent: null };
    const numbers = new Map<string, number>([[root.code, ROOT]]);
    for (const code of named.keys()) {
      if (code === root.code) continue;
      const held = before.get(code)?.unit ?? ROOT;
      numbers.set(code, held === ROOT ? this.#next++ : held);
    }
    this.#byCode = new Map([
      [root.code, { unit: ROOT, code: root.code, name: root.name, parent: null, level: 0, ord: 0 }],
    ]);
    for (const { code, name, parent } of named.values()) {
      if (code === root.code) continue;
      const above = parent === null ? ROOT : numbers.get(parent)!;
      this.#byCode.set(code, { unit: numbers.get(code)!, code, name, parent: above, level: 1, ord: 0 });
    }
    const homeless = before.get(HOMELESS.code);
    if (homeless) this.#byCode.set(HOMELESS.code, { ...homeless, parent: ROOT });
  }
}

const alike = (a: Named, b: Named): boolean => a.name === b.name && a.parent === b.parent;

function reachesTop(named: ReadonlyMap<string, Named>, code: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = code; at !== null; at = named.get(at)!.parent) {
    if (seen.has(at) || !named.has(at)) return false;
    seen.add(at);
  }
  return true;
}
