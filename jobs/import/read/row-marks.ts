import type { FileNote, NoteCode } from '../wording/note-words.ts';

type Where = Pick<FileNote, 'line' | 'column' | 'value'>;

/** A tenth of all numbers of 16 digits end in zero anyway. */
const ROUNDED_SHARE = 0.3;

/** Counts what stands out in a file's rows without being a reason to refuse them, with where the first of each stands. */
export class RowMarks {
  readonly #found = new Map<NoteCode | 'perhaps-rounded', { n: number; where: Where }>();

  add(code: NoteCode | 'perhaps-rounded', where: Where = {}): void {
    const seen = this.#found.get(code);
    if (seen) seen.n++;
    else this.#found.set(code, { n: 1, where });
  }

  /** Of so many rows. */
  told(rows: number): FileNote[] {
    return [...this.#found].flatMap(([code, { n, where }]) => {
      if (code !== 'perhaps-rounded') return { code, n, ...where };
      return n > rows * ROUNDED_SHARE ? { code: 'rounded-numbers' as const, n, ...where } : [];
    });
  }
}
