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
    const { cases, words } = this;
    const order = Array.from(cases.keys()).sort((a, b) => cases[a]! - cases[b]! || words[a]! - words[b]!);
    const parts = order.map((i) => partsOfWord(words[i]!));
    return {
      ...this.place,
      case_id: order.map((i) => cases[i]!),
      stage: parts.map((part) => part.stage),
      grp: parts.map((part) => part.grp),
      days: parts.map((part) => part.days),
      verdict: parts.map((part) => part.verdict),
    };
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
