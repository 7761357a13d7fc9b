import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { hold, reject, UnreadableFile } from '../problem.ts';

const MAX_ENTRIES = 1_000;
const MAX_RATIO = 100;
/** Small parts of repeated XML shrink far without being a bomb. */
const RATIO_COUNTS_FROM = 1024 ** 2;
const MAX_TOTAL = 1024 ** 3;
const MAX_PART = 500 * 1024 ** 2;
const ARCHIVE = /\.(zip|rar|7z|gz|tgz|tar|xlsx|xlsm|xlsb|xls)$/i;

/** An archive whose directory has been checked; parts are inflated under limits that do not believe the directory. */
export type Zip = {
  names: readonly string[];
  has(name: string): boolean;
  /** The part's bytes; throws UnreadableFile where it is too big, cut off or broken. */
  bytes(name: string): AsyncGenerator<Buffer>;
  close(): void;
};

/** Opens an archive held in memory. Throws UnreadableFile: rejected where it is unsafe, held where its end is missing. */
export async function openZip(path: string, content: Buffer): Promise<Zip> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(content, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    hold('incomplete', path, { why: reasonOf(error) });
  }
  const unsafe = (what: string, part?: string): never =>
    reject('unsafe-zip', path, part === undefined ? { what } : { what, part });
  const entries = new Map<string, Entry>();
  const spans: { from: number; to: number; name: string }[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (entries.size >= MAX_ENTRIES) unsafe(`> ${MAX_ENTRIES} entries`);
      if (name.includes('\0')) unsafe('NUL in a name');
      if (entries.has(name)) unsafe('duplicate entry', name);
      if (ARCHIVE.test(name) && !/^xl\/embeddings\//.test(name)) unsafe('nested archive', name);
      if (entry.isEncrypted()) reject('encrypted', path);
      total += entry.uncompressedSize;
      if (entry.uncompressedSize > MAX_PART) unsafe(`> ${MAX_PART} bytes`, name);
      if (total > MAX_TOTAL) unsafe(`> ${MAX_TOTAL} bytes`);
      if (tooDense(entry.uncompressedSize, entry.compressedSize)) unsafe(`ratio > ${MAX_RATIO}`, name);
      const from = entry.relativeOffsetOfLocalHeader;
      spans.push({ from, to: from + 30 + entry.compressedSize, name });
      entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const why = reasonOf(error);
    if (/relative path|absolute path|invalid characters/.test(why)) unsafe('bad name', why);
    if (/encryption/.test(why)) reject('encrypted', path);
    hold('incomplete', path, { why });
  }
  spans.sort((a, b) => a.from - b.from);
  for (let i = 1; i < spans.length; i++) {
    if (spans[i]!.from < spans[i - 1]!.to) unsafe('overlapping entries', spans[i]!.name);
  }

  let inflated = 0;
  async function* bytes(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (!entry) return;
    let own = 0;
    try {
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own += chunk.length;
        inflated += chunk.length;
        if (own > MAX_PART || inflated > 2 * MAX_TOTAL) unsafe(`> ${MAX_PART} bytes`, name);
        if (tooDense(own, entry.compressedSize)) unsafe(`ratio > ${MAX_RATIO}`, name);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (!code.startsWith('Z_') && !/stream|bytes|header|size|data|method|offset|unexpected/i.test(message))
        throw error;
      if (code === 'Z_BUF_ERROR') hold('incomplete', path, { why: `${name}: ${code}` });
      reject('broken-workbook', path, { part: name, why: code || message });
    }
  }
  return { names: [...entries.keys()], has: (name) => entries.has(name), bytes, close: () => zip.close() };
}

const tooDense = (size: number, packed: number): boolean => size > RATIO_COUNTS_FROM && size > packed * MAX_RATIO;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
