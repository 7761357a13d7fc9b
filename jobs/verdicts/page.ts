import type { PageRow, Place } from '../../sql/write/pages.ts';
import { partsOfWord, wordOf, type Word } from './word.ts';

/** A page being made: words and the cases they are of, side by side. */
export class Page {
  readonly place: Place;
  readonly cases: number[] = [];
  readonly words: Word[] = [];
  /** Cases whose stored entries no longer hold. */
  readonly #refiled = new Set<number>();

  constructor({ unit, piece }: Place) {
    this.place = { unit, piece };
  }

  add(caseId: number, word: Word): void {
    this.cases.push(caseId);
    this.words.push(word);
  }

  /** Says that a stored page's entries of this case do not hold any more. */
  refile(caseId: number): void {
    this.#refiled.add(caseId);
  }

  /** Takes over what the stored page says of all other cases. */
  addStored(row: PageRow): void {
    for (let i = 0; i < row.case_id.length; i++) {
      const caseId = row.case_id[i]!;
      if (this.#refiled.has(caseId)) continue;
      this.add(caseId, wordOf(row.stage[i]!, row.grp[i]!, row.days[i]!, row.verdict[i]!));
    }
  }

  /** By case, then word: the same clocks make the same row, in whatever order they came. */
  row(): PageRow {
    const order = this.#order();
    const row = {
      case_id: new Array<number>(order.length),
      stage: new Array<number>(order.length),
      grp: new Array<number>(order.length),
      days: new Array<number>(order.length),
      verdict: new Array<number>(order.length),
    };
    order.forEach((from, to) => {
      const { stage, grp, days, verdict } = partsOfWord(this.words[from]!);
      row.case_id[to] = this.cases[from]!;
      row.stage[to] = stage;
      row.grp[to] = grp;
      row.days[to] = days;
      row.verdict[to] = verdict;
    });
    return { ...this.place, ...row };
  }

  /** The stored row says the same; no row says: nothing. */
  equals(row: PageRow | undefined): boolean {
    const { cases, words } = this;
    if (row === undefined) return cases.length === 0;
    if (row.case_id.length !== cases.length) return false;
    return this.#order().every(
      (from, i) =>
        cases[from] === row.case_id[i] &&
        words[from] === wordOf(row.stage[i]!, row.grp[i]!, row.days[i]!, row.verdict[i]!),
    );
  }

  /** Cases judged one after the other stand in order already. */
  #order(): Uint32Array {
    const { cases, words } = this;
    const compare = (a: number, b: number) => cases[a]! - cases[b]! || words[a]! - words[b]!;
    const order = Uint32Array.from(cases, (_, i) => i);
    for (let i = 1; i < order.length; i++) if (compare(i - 1, i) > 0) return order.sort(compare);
    return order;
  }
}

/** Pages by place, made when first asked for. */
export class Pages {
  readonly #pages = new Map<number, Page>();

  at(place: Place): Page {
    const key = placeKey(place);
    let page = this.#pages.get(key);
    if (!page) this.#pages.set(key, (page = new Page(place)));
    return page;
  }

  find(place: Place): Page | undefined {
    return this.#pages.get(placeKey(place));
  }

  all(): Page[] {
    return [...this.#pages.values()];
  }
}

/** One number for a place; pieces stay below 2 ** 18 until the year 10922. */
export function placeKey({ unit, piece }: Place): number {
  return unit * 2 ** 18 + piece;
}
