import type { FileNote, NoteCode } from '../wording/note-words.ts';

type Where = Pick<FileNote, 'line' | 'column' | 'value'>;

/** Counts what stands out in a file's rows without being a reason to refuse them, with where the first of each stands. */
export class RowMarks {
  readonly #found = new Map<NoteCode, { n: number; where: Where }>();

  add(code: NoteCode, where: Where = {}): void {
    const seen = this.#found.get(code);
    if (seen) seen.n++;
    else this.#found.set(code, { n: 1, where });
  }

  get all(): FileNote[] {
    return [...this.#found].map(([code, { n, where }]) => ({ code, n, ...where }));
  }
}
