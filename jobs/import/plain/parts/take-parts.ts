import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { CaseAttributes } from '../../row.ts';
import type { CsvRecords } from '../../read/csv-records.ts';
import type { TimestampReader } from '../../read/timestamp.ts';
import type { PlainTarget } from '../plain-target.ts';
import type { PartLayout } from './part.ts';
import { rangesOf, readParts, takePart, type Parting } from './read-parts.ts';

export type PartsRequest = Parting & {
  layout: PartLayout;
  /** Where the first line below the header begins, and the file's length. */
  from: number;
  bytes: number;
};

/**
 * Reads a UTF-8 file below its header by several threads, as `readStretches` does by one: a part that is not plain, or in
 * which a quoted record goes on, is read by `records`. Yields how many lines were taken by their bytes so far, and the share of the file.
 */
export async function* takeParts(
  { reader, threads, layout, from, bytes, size }: PartsRequest,
  records: CsvRecords,
  stamps: TimestampReader,
  target: PlainTarget<CaseAttributes>,
): AsyncGenerator<{ taken: number; share: number }> {
  let taken = 0;
  const ranges = await rangesOf(layout.path, from, bytes, size);
  for await (const { range, part } of readParts(reader, threads, layout, ranges)) {
    if (part === null || !records.idle) {
      const decoder = new StringDecoder('utf8');
      const content = createReadStream(layout.path, { start: range.from, end: range.to - 1 });
      for await (const chunk of content as AsyncIterable<Buffer>) records.push(decoder.write(chunk));
    } else {
      const first = records.line;
      const odd = takePart(part, first, target);
      stamps.midnights += part.midnights;
      taken += part.lines - odd.length;
      for (const { line, text } of odd) {
        records.line = line;
        records.push(text);
      }
      if (records.idle) records.line = first + part.lines;
    }
    yield { taken, share: range.to / bytes };
  }
}
