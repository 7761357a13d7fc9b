import type { FileNote, NoteCode } from '../wording/note-words.ts';

/** Counts what stands out in a file's rows without being a reason to refuse them, with the first line of each. */
export class RowMarks {
  readonly #found = new Map<NoteCode, { n: number; line: number | undefined }>();

  add(code: NoteCode, line?: number): void {
    const seen = this.#found.get(code);
    if (seen) seen.n++;
    else this.#found.set(code, { n: 1, line });
  }

  get all(): FileNote[] {
    return [...this.#found].map(([code, { n, line }]) => ({ code, n, ...(line === undefined ? {} : { line }) }));
  }
}
