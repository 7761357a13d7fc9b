import type { Profile, Table } from '../profile.ts';
import { plainRows } from '../plain/plain-rows.ts';
import type { Parting } from '../plain/parts/read-parts.ts';
import { takeParts } from '../plain/parts/take-parts.ts';
import { endOfLine, isPlain, readStretches } from '../plain/stretches.ts';
import type { Refusal, Sink } from '../row.ts';
import { isAside } from './aside.ts';
import type { Columns } from './columns.ts';
import { CsvRecords, type CsvFault } from './csv-records.ts';
import { decodeText } from './decode.ts';
import type { Inspection } from './encoding.ts';
import type { FileBytes } from './file-bytes.ts';
import { listedReader } from './listed.ts';
import { makeRows } from './make-rows.ts';
import { LifecyclePairs } from './pair-lifecycle.ts';
import { RecordCount } from './record-count.ts';
import { RowFault } from './row-fault.ts';
import { RowMarks } from './row-marks.ts';
import type { TimestampReader } from './timestamp.ts';
import { isTotalWord } from './words.ts';
import { BAD_BYTE } from './utf16.ts';

export type CsvLayout = { delimiter: string; columns: Columns; /** Physical line of the header. */ headerLine: number };

const PROGRESS_EVERY = 20_000;
/** PostgreSQL holds no NUL; the mark of an undecodable byte becomes what readers know it by. */
const printable = (raw: string): string => raw.replaceAll('\0', '\u2400').replaceAll(BAD_BYTE, '\ufffd');

/**
 * Reads the records below the header into the sink. Returns their number by the bytes, counted apart: what the sink is given
 * must add up to it.
 */
export async function readCsv(
  file: FileBytes,
  how: Inspection,
  layout: CsvLayout,
  profile: Profile,
  table: Table,
  stamps: TimestampReader,
  sink: Sink,
  marks = new RowMarks(),
  parting: Parting | null = null,
): Promise<number> {
  const { columns, headerLine } = layout;
  const width = columns.names.length;
  const make = makeRows(table, profile, columns, stamps, marks);
  const keys = (table.key ?? []).map((name) => columns.find(name));
  const transition = columns.find(table.fields.lifecycle);
  const pairs = table.lifecycle === 'pair' && transition >= 0 ? new LifecyclePairs((row) => sink.row(row)) : null;
  /** What stands there is shown to nobody, not even as what was wrong with a row. */
  const personal = new Set((table.personal ?? []).map((name) => columns.find(name)));
  let above = 0;

  const listed = listedReader(table, columns, stamps);
  /** `fields`: null where they cannot be told apart. */
  const refuse = (refusal: Omit<Refusal, 'raw'>, fields: readonly string[] | null): void => {
    const kept = { ...refusal, value: printable(refusal.value), raw: printable(records.raw).slice(0, 65_536) };
    sink.refuse(listed ? { ...kept, listed: listed(fields) } : kept);
  };
  const onRecord = (fields: readonly string[], line: number, fault: CsvFault): void => {
    if (line <= headerLine) {
      above++;
      return;
    }
    if (fields.every(isBlank)) return sink.blank(line);
    if (fault) {
      const value = personal.size > 0 ? '' : (fields[0]?.slice(0, 200) ?? '');
      return refuse({ line, column: '', value, reason: fault }, null);
    }
    if (how.faulty && records.raw.includes(BAD_BYTE)) {
      const bad = fields.findIndex((field) => field.includes(BAD_BYTE));
      const [column, value] = [columns.names[bad] ?? '', personal.has(bad) ? '' : (fields[bad] ?? '')];
      return refuse({ line, column, value, reason: 'bad-bytes' }, fields.length === width ? fields : null);
    }
    if (fields.length !== width && !(fields.length > width && fields.slice(width).every(isBlank))) {
      if (fields.some(isTotalWord) || isAside(fields, columns.names, keys)) return sink.total(line);
      return refuse({ line, column: '', value: `${fields.length} ≠ ${width}`, reason: 'ragged-row' }, null);
    }
    let row;
    try {
      row = make(fields, line);
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault;
      if (fields.some(isTotalWord)) return sink.total(line);
      return refuse({ line, column: fault.column, value: fault.value, reason: fault.reason }, fields);
    }
    if (row === null) sink.total(line);
    else if (pairs && row.kind === 'event') pairs.add(row, fields[transition] ?? '');
    else sink.row(row);
  };
  const records = new CsvRecords(layout.delimiter, onRecord);
  records.width = width;
  let reported = 0;
  let taken = 0;
  const report = (share = file.share) => {
    const read = records.records + taken;
    if (read - reported < PROGRESS_EVERY) return;
    reported = read;
    sink.progress?.(read - above, share);
  };
  const counter = new RecordCount({ ...how, width, headerLine, delimiter: layout.delimiter });
  const count = (bytes: Buffer): void => counter.push(bytes);
  const utf8 = how.encoding === 'utf-8' && !how.faulty;
  const plain = utf8 && sink.plain ? plainRows(table, profile, columns, stamps, layout.delimiter, sink.plain) : null;
  const large = plain !== null && parting !== null && !file.gzip && file.bytes > parting.size;
  const head = large ? await headOf(file, headerLine) : null;
  if (large && head !== null) {
    const names = { table, profile, columns: columns.names, delimiter: layout.delimiter };
    const form = { path: file.path, ...names, stamps: stamps.rules };
    records.push(head.toString('utf8', how.bom));
    const counting = countAll(file, count);
    counting.catch(() => undefined); // told below, unless reading failed first
    const parts = { ...parting, layout: form, from: head.length, bytes: file.bytes };
    for await (const read of takeParts(parts, records, stamps, sink.plain!)) {
      taken = read.taken;
      report(read.share);
    }
    await counting;
  } else if (plain) {
    for await (const lines of readStretches(counted(file.content(), count), how.bom, headerLine, plain, records)) {
      taken = lines;
      report();
    }
  } else {
    for await (const text of decodeText(file, how, count)) {
      records.push(text);
      report();
    }
  }
  records.end();
  pairs?.flush();
  sink.progress?.(records.records + taken - above, 1);
  return counter.end();
}

const isBlank = (cell: string): boolean => cell === '' || cell.trim() === '';

async function* counted(content: AsyncIterable<Buffer>, count: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    count(bytes);
    yield bytes;
  }
}

/** The bytes a part's reader does not see, counted by the file's own pass. */
async function countAll(file: FileBytes, count: (bytes: Buffer) => void): Promise<void> {
  for await (const bytes of file.content()) count(bytes);
}

/** The lines of title and header; null where they are not among the first bytes, or more than plain. */
async function headOf(file: FileBytes, headerLine: number): Promise<Buffer | null> {
  for await (const bytes of file.content()) {
    const head = bytes.subarray(0, endOfLine(bytes, headerLine));
    return head.length < bytes.length && isPlain(head) ? Buffer.from(head) : null;
  }
  return null;
}
