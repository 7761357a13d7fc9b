import { SaxesParser } from 'saxes';
import type { Profile, Table } from '../profile.ts';
import type { Sink } from '../row.ts';
import { Columns } from './columns.ts';
import { decodeText } from './decode.ts';
import type { Encoding, Inspection } from './encoding.ts';
import type { FileBytes } from './file-bytes.ts';
import { makeRows } from './make-rows.ts';
import { LifecyclePairs } from './pair-lifecycle.ts';
import { reject, UnreadableFile } from './problem.ts';
import { RowFault } from './row-fault.ts';
import { RowMarks } from './row-marks.ts';
import { TagCount } from './tag-count.ts';
import type { TimestampReader } from './timestamp.ts';

const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 256;
const MAX_VALUE_CHARS = 1_048_576;
const MAX_ELEMENTS = 50_000_000;
const PROGRESS_EVERY = 20_000;
/** What XML calls the encodings. */
const LABELS: Readonly<Record<Encoding, RegExp>> = {
  'utf-8': /^utf-?8$/i,
  gb18030: /^(gb18030|gbk|gb2312|gb_2312-80|cp936)$/i,
  'utf-16le': /^utf-16(le)?$/i,
  'utf-16be': /^utf-16(be)?$/i,
};
const BEYOND_ASCII = /[\u0080-\uffff]/;
const VALUES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

export type XesEvent = {
  /** Attributes of the trace and of the event, by key; only their top level. */
  trace: ReadonlyMap<string, string>;
  event: ReadonlyMap<string, string>;
  line: number;
  raw: () => string;
};

/** What a log holds, in document order. `false` ends the reading. */
export type XesSink = { event(event: XesEvent): boolean | void; traceEnd?(events: number): void };

/**
 * Reads a XES log as it streams in. Nested attributes are passed over (lists and containers too), globals are declarations and no
 * values. DOCTYPE, XInclude, unknown entities, a wrong name of the encoding, more than 64 levels, more elements than
 * `mostElements` and a document that breaks off reject the file: a log is one document, and a half one would be taken for a whole. Returns the number of event elements by their tags in the text, and of traces without events.
 */
export async function readXesEvents(
  file: FileBytes,
  how: Inspection,
  sink: XesSink,
  mostElements = MAX_ELEMENTS,
): Promise<{ events: number; emptyTraces: number }> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fail = (message: string): never => reject('broken-xml', file.path, { line: parser.line, why: message });
  const path: string[] = [];
  const tags = new TagCount('event');
  /** Of the log's namespace, where it is written out. */
  let prefix = '';
  const localOf = (name: string) => (prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name);
  let emptyTraces = 0;
  let inTrace = 0;
  let stopped = false;
  let trace = new Map<string, string>();
  let event: Map<string, string> | null = null;
  let eventDepth = 0;
  let line = 0;
  let elements = 0;

  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => fail('a DOCTYPE is not accepted'));
  let label: string | null = null;
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !LABELS[how.encoding].test(encoding)) label = encoding;
  });
  parser.on('opentag', (tag) => {
    if (path.length >= MAX_DEPTH) fail(`more than ${MAX_DEPTH} levels`);
    if (++elements > mostElements) fail(`more than ${mostElements} elements`);
    if (tag.name.endsWith(':include')) fail('an XInclude is not accepted');
    if (path.length === 0) prefix = /^[\w.-]+:(?=log$)/.exec(tag.name)?.[0] ?? '';
    const name = localOf(tag.name);
    if (path.length === 0 && name !== 'log') fail(`the root is <${name}>, not <log>`);
    const parent = path[path.length - 1];
    path.push(name);
    if (name === 'trace' && parent === 'log') {
      trace = new Map();
      inTrace = 0;
    } else if (name === 'event') {
      if (parent !== 'trace') fail('an event outside a trace');
      event = new Map();
      eventDepth = path.length;
      line = parser.line;
      inTrace++;
    } else if (VALUES.has(name)) {
      const holder = parent === 'event' && path.length === eventDepth + 1 ? event : parent === 'trace' ? trace : null;
      if (!holder) return;
      const key = tag.attributes.key as string | undefined;
      const value = (tag.attributes.value as string | undefined) ?? '';
      if (key === undefined) fail(`<${name}> without a key`);
      if (value.length > MAX_VALUE_CHARS) fail(`a value of more than ${MAX_VALUE_CHARS} characters`);
      if (holder.size >= MAX_ATTRIBUTES && !holder.has(key ?? '')) fail(`more than ${MAX_ATTRIBUTES} attributes`);
      holder.set(key ?? '', value);
    }
  });
  parser.on('closetag', (tag) => {
    path.pop();
    if (stopped) return;
    const name = localOf(tag.name);
    if (name === 'event' && event) {
      const attributes = event;
      event = null;
      const raw = () =>
        JSON.stringify({ trace: Object.fromEntries(trace), event: Object.fromEntries(attributes) }).slice(0, 65_536);
      if (sink.event({ trace, event: attributes, line, raw }) === false) stopped = true;
    } else if (name === 'trace' && path.length === 1) {
      if (inTrace === 0) emptyTraces++;
      sink.traceEnd?.(inTrace);
    }
  });

  let lines = 1;
  try {
    for await (const text of decodeText(file, how)) {
      tags.push(text);
      parser.write(text);
      lines = parser.line;
      if (label !== null && BEYOND_ASCII.test(text)) fail(`it says it is ${label} and is ${how.encoding}`);
      if (stopped) return { events: tags.count, emptyTraces };
    }
    if (path.length > 0) fail(`the file ends inside <${path[path.length - 1]}>`);
    parser.close();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    if (error instanceof Error && /^\d+:\d+:/.test(error.message)) {
      reject('broken-xml', file.path, { line: lines, why: error.message });
    }
    throw error;
  }
  return { events: tags.count, emptyTraces };
}

/** Puts trace and event attributes under the columns of the profile: "x" is the event's, else the trace's, "case:x" the trace's, else the event's of that very name. */
export function flatten(columns: Columns): (event: XesEvent, values: string[]) => void {
  const slots = columns.names.map((name) =>
    name.startsWith('case:') ? { trace: name.slice(5), event: name } : { trace: name, event: name },
  );
  return ({ trace, event }, values) => {
    slots.forEach((slot, i) => {
      const [own, ofCase] = [event.get(slot.event), trace.get(slot.trace)];
      values[i] = (slot.event === slot.trace ? (own ?? ofCase) : (ofCase ?? own)) ?? '';
    });
  };
}

/** Reads a log's events into the sink; returns their number by their tags, counted apart from the parser, and the columns some event filled. */
export async function readXes(
  file: FileBytes,
  how: Inspection,
  columns: Columns,
  profile: Profile,
  table: Table,
  stamps: TimestampReader,
  sink: Sink,
  marks = new RowMarks(),
): Promise<{ events: number; emptyTraces: number; filled: Columns }> {
  const make = makeRows(table, profile, columns, stamps, marks);
  const fill = flatten(columns);
  const transition = columns.find(table.fields.lifecycle);
  const pairs = table.lifecycle === 'pair' && transition >= 0 ? new LifecyclePairs((row) => sink.row(row)) : null;
  const values: string[] = columns.names.map(() => '');
  const filled = columns.names.map(() => false);
  let seen = 0;
  const counted = await readXesEvents(file, how, {
    event(event) {
      fill(event, values);
      for (let i = 0; i < values.length; i++) if (values[i] !== '') filled[i] = true;
      if (++seen % PROGRESS_EVERY === 0) sink.progress?.(seen, file.share);
      try {
        const row = make(values, event.line);
        if (row === null) sink.total(event.line);
        else if (pairs && row.kind === 'event') pairs.add(row, values[transition] ?? '');
        else sink.row(row);
      } catch (fault) {
        if (!(fault instanceof RowFault)) throw fault;
        const { column, value, reason } = fault;
        sink.refuse({ line: event.line, column, value, reason, raw: event.raw() });
      }
    },
    traceEnd() {
      pairs?.flush();
    },
  });
  sink.progress?.(counted.events, 1);
  return { ...counted, filled: new Columns(columns.names.filter((_, i) => filled[i])) };
}
