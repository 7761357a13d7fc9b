import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exists } from '../import/originals.ts';

export type BatchRow = Record<string, unknown>;
type Note<T> = { bytes: number; position: T };

/**
 * Rows fetched so far, on disk: a fetch that broke off goes on behind the last whole page. Nothing of it is visible before
 * `finish` has written it as one file.
 */
export class Batch<T> {
  readonly #folder: string;
  readonly #rows: string;
  readonly #note: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#rows = join(folder, 'rows.jsonl');
    this.#note = join(folder, 'position.json');
  }

  /** Where the fetch stands; what was written after its last note is cut off. null: nothing fetched yet. */
  async resume(): Promise<T | null> {
    const text = await readFile(this.#note, 'utf8').catch(() => null);
    if (text === null) {
      await this.clear();
      return null;
    }
    const note = JSON.parse(text) as Note<T>;
    await truncate(this.#rows, note.bytes);
    return note.position;
  }

  async add(rows: readonly BatchRow[], position: T): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await appendFile(this.#rows, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
    const file = await open(this.#rows, 'r');
    const { size } = await file.stat();
    await file.sync().finally(() => file.close());
    await writeFile(`${this.#note}.part`, JSON.stringify({ bytes: size, position } satisfies Note<T>), { mode: 0o600 });
    await rename(`${this.#note}.part`, this.#note);
  }

  async *rows(): AsyncGenerator<BatchRow> {
    if (!(await exists(this.#rows))) return;
    const lines = createInterface({ input: createReadStream(this.#rows, 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) if (line !== '') yield JSON.parse(line) as BatchRow;
  }

  /**
   * Writes the rows as one CSV file and tells its path. A row that comes again with the same `id` and content is written once:
   * a page that shifted while it was read repeats some. The same rows give the same bytes.
   */
  async finish(
    columns: readonly string[] | null,
    id: string | null,
  ): Promise<{ path: string; rows: number; distinct: number }> {
    const names = columns ?? (await this.#names());
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, 'batch.csv');
    const seen = new Set<string>();
    const ids = new Set<string>();
    const cells = (values: readonly unknown[]) => `${values.map(cell).join(',')}\n`;
    await writeFile(path, cells(names), { mode: 0o600 });
    let block = '';
    let written = 0;
    for await (const row of this.rows()) {
      const line = cells(names.map((name) => row[name]));
      const key =
        id === null ? null : `${String(row[id] as string)}\0${createHash('sha1').update(line).digest('base64')}`;
      if (id !== null) ids.add(String(row[id] as string));
      if (key !== null && seen.has(key)) continue;
      if (key !== null) seen.add(key);
      block += line;
      written++;
      if (block.length > 1 << 20) {
        await appendFile(path, block);
        block = '';
      }
    }
    await appendFile(path, block);
    return { path, rows: written, distinct: id === null ? written : ids.size };
  }

  clear(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  async #names(): Promise<string[]> {
    const names = new Set<string>();
    for await (const row of this.rows()) for (const name of Object.keys(row)) names.add(name);
    return [...names].sort();
  }
}

/** Every cell quoted; what is missing is empty, what is not flat is JSON. */
function cell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value as string);
  return `"${text.replaceAll('"', '""')}"`;
}
