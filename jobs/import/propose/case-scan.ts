import { isSpoiled } from '../read/identifier.ts';
import { detach } from '../read/text.ts';

const MAX_CASES = 50_000;
const MAX_VALUES = 5_000;
/** Share of the cases with several rows in which a case-level column may still vary. */
const TOLERATED = 0.01;

/** What a pass over a file shows about each column, given the case column. */
export class CaseScan {
  readonly #key: number;
  readonly #width: number;
  readonly #first = new Map<string, string[]>();
  readonly #rows = new Map<string, number>();
  readonly #varied: Set<string>[];
  readonly #values: Map<string, string>[];
  readonly #filled: Int32Array;
  rows = 0;

  constructor(key: number, width: number) {
    this.#key = key;
    this.#width = width;
    this.#varied = Array.from({ length: width }, () => new Set());
    this.#values = Array.from({ length: width }, () => new Map());
    this.#filled = new Int32Array(width);
  }

  push(values: readonly string[]): void {
    const key = values[this.#key] ?? '';
    if (key === '' || isSpoiled(key)) return;
    this.rows++;
    const first = this.#first.get(key);
    if (!first) {
      if (this.#first.size >= MAX_CASES) return;
      const own = detach(key);
      const copy: string[] = [];
      for (let i = 0; i < this.#width; i++) {
        const value = this.#intern(i, values[i] ?? '');
        copy.push(value);
        if (value.trim() !== '') this.#filled[i]!++;
      }
      this.#first.set(own, copy);
      this.#rows.set(own, 1);
      return;
    }
    this.#rows.set(key, (this.#rows.get(key) ?? 0) + 1);
    for (let i = 0; i < this.#width; i++) {
      if (values[i] !== first[i]) this.#varied[i]?.add(key);
    }
  }

  #intern(column: number, value: string): string {
    const known = this.#values[column];
    const found = known?.get(value);
    if (found !== undefined) return found;
    const own = detach(value);
    if (known && known.size < MAX_VALUES) known.set(own, own);
    return own;
  }

  get cases(): number {
    return this.#first.size;
  }

  /** Cases with more than one row: only they tell case attributes from event attributes. */
  get longCases(): number {
    let n = 0;
    for (const rows of this.#rows.values()) if (rows > 1) n++;
    return n;
  }

  /** Cases in which the column has more than one value. */
  variedIn(column: number): number {
    return this.#varied[column]?.size ?? 0;
  }

  /** The column says something of the case, not of the event. */
  isCaseLevel(column: number): boolean {
    return this.variedIn(column) <= this.longCases * TOLERATED;
  }

  /** Values of the column at the cases' first rows, blank included. */
  valuesOf(column: number): string[] {
    return [...(this.#values[column]?.keys() ?? [])];
  }

  filled(column: number): number {
    return this.#filled[column] ?? 0;
  }
}
