import type { Profile } from '../profile.ts';
import { isAside } from './aside.ts';
import { Columns, holdForMissing } from './columns.ts';
import { declaredDelimiter, firstRecords, guessDelimiter } from './csv-dialect.ts';
import { nearestHeader } from './csv-header.ts';
import { CsvRecords } from './csv-records.ts';
import { decodeText } from './decode.ts';
import type { Inspection } from './encoding.ts';
import type { FileBytes } from './file-bytes.ts';
import { findHeader } from './header.ts';
import { hold } from './problem.ts';
import type { CsvLayout } from './read-csv.ts';
import { flatten, readXesEvents, type XesEvent } from './read-xes.ts';

/** Length of the beginning of a text that is looked at first. */
export const SAMPLE_CHARS = 512 * 1024;
const SAMPLE_ROWS = 5_000;
const SAMPLE_TRACES = 2_000;

/** An open text file: its encoding, its beginning and what it is. */
export type Opened = { file: FileBytes; how: Inspection; head: string; format: 'csv' | 'xes' };

/** A file's columns and its first rows, however it writes them. */
export type View = {
  columns: Columns;
  rows: string[][];
  layout: CsvLayout | null;
  each: (onRow: (values: readonly string[]) => void) => Promise<void>;
};

export async function viewCsv({ file, how, head }: Opened, profile: Profile | null): Promise<View> {
  const whole = head.length < SAMPLE_CHARS;
  const cut = whole ? head : head.slice(0, Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1);
  const ended = /[\r\n]$/.test(cut) ? cut + '\n' : cut + '\n\n'; // a last line end that cannot be the half of a CRLF
  const declared = declaredDelimiter(cut);
  const delimiter = profile?.delimiter ?? declared ?? guessDelimiter(ended);
  const records = firstRecords(ended, delimiter, SAMPLE_ROWS);
  if (records.every(({ fields }) => fields.every((field) => field.trim() === ''))) {
    // Nothing came that day: the profile says what would have, and there is nothing to understand.
    if (!profile || !whole) hold('no-header', file.path);
    return {
      columns: new Columns([]),
      rows: [],
      layout: { delimiter, columns: new Columns([]), headerLine: 0 },
      each: async () => undefined,
    };
  }
  const header = findHeader(records, profile);
  if (!header) {
    if (profile) {
      const nearest = records[Math.max(0, nearestHeader(records, profile))];
      holdForMissing(file.path, profile, new Columns(nearest?.fields ?? []));
    }
    hold('no-header', file.path, { line: records[0]?.line ?? 1 });
  }
  const columns = new Columns(header.names);
  const width = columns.names.length;
  const rows = records
    .slice(header.index + header.records)
    .map(({ fields }) => fields)
    .filter((fields) => fields.length === width && fields.some((field) => field.trim() !== ''))
    .filter((fields) => !isAside(fields, header.names));
  const layout = { delimiter, columns, headerLine: header.line };
  const each = async (onRow: (values: readonly string[]) => void) => {
    const reader = new CsvRecords(delimiter, (fields, line, fault) => {
      if (line > header.line && !fault && fields.length === width && !isAside(fields, header.names)) onRow(fields);
    });
    reader.width = width;
    for await (const text of decodeText(file, how)) reader.push(text);
    reader.end();
  };
  return { columns, rows, layout, each };
}

/** `brief`: only the first traces are looked at; the names a profile needs are known. */
export async function viewXes({ file, how }: Opened, brief: boolean): Promise<View> {
  const eventNames = new Set<string>();
  const traceNames = new Set<string>();
  const first: XesEvent[] = [];
  let traces = 0;
  await readXesEvents(file, how, {
    event(event) {
      for (const name of event.event.keys()) eventNames.add(name);
      for (const name of event.trace.keys()) traceNames.add(name);
      if (first.length < SAMPLE_ROWS) first.push(event);
      return !brief || traces < SAMPLE_TRACES;
    },
    traceEnd() {
      traces++;
    },
  });
  const columns = new Columns([...[...traceNames].map((name) => `case:${name}`), ...eventNames]);
  const fill = flatten(columns);
  const rows = first.map((event) => {
    const values: string[] = [];
    fill(event, values);
    return values;
  });
  const each = async (onRow: (values: readonly string[]) => void) => {
    const values: string[] = [];
    await readXesEvents(file, how, {
      event(event) {
        fill(event, values);
        onRow(values);
      },
    });
  };
  return { columns, rows, layout: null, each };
}
