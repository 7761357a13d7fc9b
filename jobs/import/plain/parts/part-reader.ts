import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Columns } from '../../read/columns.ts';
import { TimestampReader } from '../../read/timestamp.ts';
import { lineChunks } from '../line-chunks.ts';
import { plainRows } from '../plain-rows.ts';
import { countLines, isPlain } from '../stretches.ts';
import { PartTarget, type OddLine, type Part, type PartLayout, type Range } from './part.ts';

/** The thread that reads parts of a file, one when asked, and answers with it; with null where some of it is not plain. */
const CHUNK = 1 << 18;
const LF = 10;
const layout = workerData as PartLayout;

async function read({ from, to }: Range): Promise<Part | null> {
  const target = new PartTarget();
  const stamps = new TimestampReader(layout.stamps);
  const columns = new Columns(layout.columns);
  const take = plainRows(layout.table, layout.profile, columns, stamps, layout.delimiter, target);
  if (take === null) return null;
  const odd: OddLine[] = [];
  let lines = 0;
  let cutOff = false;
  const content = createReadStream(layout.path, { start: from, end: to - 1, highWaterMark: CHUNK });
  for await (const chunk of lineChunks(content as AsyncIterable<Buffer>)) {
    if (cutOff) return null; // a line longer than a chunk
    if (!chunk.includes(LF)) {
      cutOff = true; // the file's last line has no end
      odd.push({ line: lines++, text: chunk.toString() });
      continue;
    }
    if (!isPlain(chunk)) return null;
    take(chunk, lines, (text, line) => odd.push({ line, text }));
    lines += countLines(chunk);
  }
  if (cutOff && /["\0\r]/.test(odd.at(-1)!.text)) return null;
  const { keys, events, sets, rows, count, dataTime } = target;
  const { midnights } = stamps;
  return { keys: keys.all, words: events.words.all, sets, rows, count, lines, odd, dataTime, midnights };
}

parentPort!.on('message', (range: Range) => {
  read(range).then(
    (part) => parentPort!.postMessage(part, part === null ? [] : [part.rows.buffer as ArrayBuffer]),
    (error: unknown) => setImmediate(() => Promise.reject(error as Error)),
  );
});
