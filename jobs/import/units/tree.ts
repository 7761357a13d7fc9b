import type { UnitRecord } from '../../../sql/write/units.ts';
import type { Stand } from '../../../sql/unit-stand.ts';
import { ROOT } from '../../../sql/vocabulary.ts';

/** 待归属单位: cases of a unit that the delivered table does not hold. */
export const HOMELESS = { code: '?', name: '待归属单位' } as const;

/** An origin's units: an explicit tree where the source delivers one, else one unit per value under the root. */
export class UnitTree {
  readonly #source: string;
  readonly #label: string;
  #byCode = new Map<string, UnitRecord>();
  /** Numbers that codes have or had; a unit that comes back keeps its own. */
  readonly #numbers = new Map<string, number>();
  #next: number;
  /** The source delivered its units: other values are homeless, not new units. */
  #delivered: boolean;
  changed = false;
  /** How often a code was asked for that the delivered table does not hold. */
  homeless = 0;

  constructor(units: readonly UnitRecord[], delivered: boolean, source: string, label: string) {
    this.#source = source;
    this.#label = label;
    this.#delivered = delivered;
    for (const unit of units) {
      this.#byCode.set(unit.code, unit);
      if (unit.unit !== ROOT) this.#numbers.set(unit.code, unit.unit);
    }
    this.#next = Math.max(...units.map((unit) => unit.unit)) + 1;
  }

  /** The unit of a code and whether it is known; a missing code is the root's where no table was delivered. */
  home(code: string | null): { unit: number; known: boolean } {
    const found = code === null ? undefined : this.#byCode.get(code);
    if (found && found.code !== HOMELESS.code) return { unit: found.unit, known: true };
    if (this.#delivered) {
      this.homeless++;
      return { unit: this.#grow(HOMELESS.code, HOMELESS.name), known: false };
    }
    return { unit: code === null ? ROOT : this.#grow(code, code), known: true };
  }

  /** Takes the delivered units as the tree; returns the units whose cases may have to move. */
  plant({ units, tops }: Stand): number[] {
    const before = this.#byCode;
    const top = tops.length === 1 ? units.find(({ code }) => code === tops[0]) : undefined;
    const root = top ?? { code: this.#source, name: this.#label };
    const numbers = new Map<string, number>([[root.code, ROOT]]);
    for (const { code } of units) {
      if (code === root.code) continue;
      numbers.set(code, this.#numberOf(code));
    }
    const planted = new Map<string, UnitRecord>();
    const put = (unit: Omit<UnitRecord, 'level' | 'ord'>) => planted.set(unit.code, { ...unit, level: 0, ord: 0 });
    put({ unit: ROOT, code: root.code, name: root.name, parent: null });
    for (const { code, name, parent } of units) {
      if (code === root.code) continue;
      put({ unit: numbers.get(code)!, code, name, parent: parent === null ? ROOT : numbers.get(parent)! });
    }
    const homeless = before.get(HOMELESS.code);
    if (homeless) put({ ...homeless, parent: ROOT });
    const first = !this.#delivered;
    this.#byCode = planted;
    this.#delivered = true;
    this.changed ||= planted.size !== before.size || [...planted.values()].some((unit) => !alike(unit, before));
    const uprooted = [...before.values()].filter(({ code, unit }) => first || planted.get(code)?.unit !== unit);
    const healing = homeless && [...planted.keys()].some((code) => !before.has(code)) ? [homeless] : [];
    return [...uprooted, ...healing].map(({ unit }) => unit);
  }

  /** No table is delivered any more: units stand as cases name them, from now on. */
  clear(): void {
    this.#byCode = new Map([
      [this.#source, { unit: ROOT, code: this.#source, name: this.#label, parent: null, level: 0, ord: 0 }],
    ]);
    this.#delivered = false;
    this.changed = true;
  }

  /** Takes out units that nothing names. */
  forget(codes: readonly string[]): void {
    for (const code of codes) if (this.#byCode.delete(code)) this.changed = true;
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
    const unit = { unit: this.#numberOf(code), code, name, parent: ROOT, level: 1, ord: 0 };
    this.#byCode.set(code, unit);
    this.changed = true;
    return unit.unit;
  }

  #numberOf(code: string): number {
    const held = this.#numbers.get(code);
    if (held !== undefined) return held;
    this.#numbers.set(code, this.#next);
    return this.#next++;
  }
}

function alike(unit: UnitRecord, before: ReadonlyMap<string, UnitRecord>): boolean {
  const held = before.get(unit.code);
  return held !== undefined && held.unit === unit.unit && held.name === unit.name && held.parent === unit.parent;
}
