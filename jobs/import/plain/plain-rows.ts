import type { Profile, Table } from '../profile.ts';
import type { CaseAttributes } from '../row.ts';
import { isListed } from '../stages.ts';
import { caseAttributes } from '../read/case-attributes.ts';
import { bareWord, cleanText } from '../read/clean-text.ts';
import type { Columns } from '../read/columns.ts';
import { readIdentifier } from '../read/identifier.ts';
import { makeIntern } from '../read/text.ts';
import type { TimestampReader } from '../read/timestamp.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import type { PlainTarget } from './plain-target.ts';
import { StampBytes } from './stamp-bytes.ts';

const LF = 10;
const CR = 13;
const ODD = -2;
const UNREAD = new Error('the careful reader keeps account of it');
const leave = (): never => {
  throw UNREAD;
};
/** Longer lines are read with care. */
const MOST_BYTES = 16_384;

/** Takes chunks of whole lines without quotes; calls `odd` with every line that asks for a careful look. */
export type PlainRows = (chunk: Buffer, line: number, odd: (text: string, line: number) => void) => void;

/**
 * Compiles an event or step table for reading by bytes: words by their bytes, stamps by their digits, a case's attributes
 * by the bytes of their cells. null where the table asks for more than that (pairs of transitions, identities of its own).
 */
export function plainRows(
  table: Table,
  profile: Profile,
  columns: Columns,
  stamps: TimestampReader,
  delimiter: string,
  target: PlainTarget<CaseAttributes>,
): PlainRows | null {
  const { fields } = table;
  const single = table.shape === 'event';
  const at = (field: keyof Table['fields']) => columns.find(fields[field]);
  const keys = (table.key ?? []).map((name) => columns.find(name));
  const [key, step, unit] = [keys[0] ?? -1, at('step'), at('unit')];
  const covered =
    (single || table.shape === 'step') &&
    keys.length === 1 &&
    Math.min(key, step) >= 0 &&
    delimiter.length === 1 &&
    delimiter.charCodeAt(0) < 128 &&
    !(table.lifecycle === 'pair' && at('lifecycle') >= 0) &&
    at('eventId') < 0 &&
    !table.inert &&
    table.halves === undefined &&
    table.identity?.length !== 0 &&
    (table.identity ?? []).every((name) => columns.find(name) < 0);
  if (!covered) return null;

  const separator = delimiter.charCodeAt(0);
  const width = columns.names.length;
  const times = new StampBytes(stamps, (profile.placeholders ?? []).length === 0);
  const [arrived, started] = single ? [-1, -1] : [at('arrived'), at('started')];
  const finished = single ? at('at') : at('finished');
  const [operator, department, sequence] = [at('operator'), at('department'), at('sequence')];
  const [updated, dataDate] = [at('updated'), at('dataDate')];
  const runs = runsOf(attributeColumns(table, columns));
  const attributesOf = caseAttributes(
    table,
    profile,
    columns,
    stamps,
    makeIntern((written) => (cleanText(written) === written ? written : leave())),
    leave,
  );

  const { events } = target;
  const dictionaries = columns.names.map(() => new ByteDictionary());
  const unitWords = new ByteDictionary();
  const runWords = runs.map(() => new ByteDictionary());
  const runPairs = runs.map(() => new Map<number, number>());
  const runSizes = runs.map(() => 0);
  const dates: number[] = [];

  const starts = new Int32Array(width + 2);
  let bytes: Buffer = Buffer.alloc(0);
  const text = (from: number, to: number) => bytes.toString('utf8', from, to);
  const word = (from: number, to: number) => {
    const written = text(from, to);
    if (cleanText(written) !== written) return ODD;
    const bare = bareWord(written);
    return bare === '' ? -1 : events.words.number(bare);
  };
  const isFilled = (from: number, to: number) => (bareWord(cleanText(text(from, to))) === '' ? 0 : 1);
  const listed = (from: number, to: number) =>
    isListed(profile, bareWord(cleanText(text(from, to)))) ? word(from, to) : ODD;
  const caseKey = (from: number, to: number) => {
    const read = readIdentifier(text(from, to));
    return typeof read === 'string' || read.mark !== null || read.text === '' ? ODD : target.keys.number(read.text);
  };
  const date = (from: number, to: number) => {
    const read = stamps.readEnd(text(from, to));
    return Number.isNaN(read) ? ODD : dates.push(read ?? NaN) - 1;
  };
  const end = (column: number) => starts[column + 1]! - 1;
  const numberOf = (column: number, make: (from: number, to: number) => number): number => {
    if (column < 0) return -1;
    const [from, to] = [starts[column]!, end(column)];
    return from === to ? -1 : dictionaries[column]!.valueOf(bytes, from, to, make);
  };
  const stamp = (column: number) => (column < 0 ? NaN : times.read(bytes, starts[column]!, end(column)));

  /** The number of the line's attribute set; ODD where a cell has no meaning. */
  const setOf = (): number => {
    let known = 0;
    for (let i = 0; i < runs.length; i++) {
      const { first, last } = runs[i]!;
      const cell = runWords[i]!.valueOf(bytes, starts[first]!, end(last), () => runSizes[i]!++);
      const pair = known * 2 ** 26 + cell;
      let next = runPairs[i]!.get(pair);
      if (next === undefined) {
        next = i + 1 < runs.length ? runPairs[i]!.size : makeSet();
        if (next >= 0) runPairs[i]!.set(pair, next);
      }
      if (next < 0) return ODD;
      known = next;
    }
    return runs.length === 0 ? (onlySet ??= makeSet()) : known;
  };
  let onlySet: number | undefined;
  const makeSet = (): number => {
    const values = columns.names.map((_, i) => text(starts[i]!, end(i)));
    try {
      return events.setNumber(attributesOf(values, values[key]!));
    } catch {
      return ODD; // the careful reader says what is wrong
    }
  };

  /** Takes the line whose cells begin at `starts`; false where it has to be looked at with care. */
  const take = (line: number): boolean => {
    const activity = numberOf(step, listed);
    if (activity < 0 || starts[key] === end(key)) return false;
    const [came, began, done] = [stamp(arrived), stamp(started), stamp(finished)];
    if (came === null || began === null || done === null) return false;
    if (came !== came && began !== began && done !== done) return false;
    if (came > stamps.notAfter || began > stamps.notAfter || done > stamps.notAfter) return false;
    const changed = stamp(updated);
    const dated = numberOf(dataDate, date);
    if (changed === null || dated === ODD) return false;
    const dataTime = changed === changed || dated < 0 ? changed : dates[dated]!;
    const set = setOf();
    if (set === ODD) return false;
    const hasUnit = unit >= 0 && unitWords.valueOf(bytes, starts[unit]!, end(unit), isFilled) === 1;
    const [who, where] = [numberOf(operator, word), numberOf(department, word)];
    const order = numberOf(sequence, word);
    if (who === ODD || where === ODD || order === ODD) return false;
    const number = numberOf(key, caseKey); // last: a refused line must not make a case
    if (number === ODD) return false;
    events.add(number, activity, who, where, order, set, line, hasUnit, came, began, done, dataTime);
    if (dataTime === dataTime) target.seen(dataTime);
    return true;
  };

  return (chunk, first, odd) => {
    bytes = chunk;
    let line = first;
    for (let at = 0; at < chunk.length; line++) {
      const begin = at;
      let cells = 0;
      starts[0] = at;
      for (; chunk[at] !== LF; at++) {
        if (chunk[at] === separator && ++cells < width) starts[cells] = at + 1;
      }
      const stop = at > begin && chunk[at - 1] === CR ? at - 1 : at;
      starts[width] = stop + 1;
      at++;
      const { midnights } = stamps;
      if (cells === width - 1 && stop - begin <= MOST_BYTES && take(line)) continue;
      stamps.midnights = midnights; // they are read again
      odd(text(begin, at), line);
    }
  };
}

const OF_THE_EVENT = new Set<string>([
  ...['step', 'at', 'arrived', 'started', 'finished', 'lifecycle', 'operator', 'department'],
  ...['sequence', 'eventId', 'updated', 'dataDate'],
]);

/** Positions of the columns that may say something of the case, in order. */
function attributeColumns(table: Table, columns: Columns): number[] {
  const fields = Object.entries(table.fields).filter(([field]) => !OF_THE_EVENT.has(field));
  const names = [...fields.map(([, name]) => name), ...(table.dimensions ?? [])];
  const positions = new Set(names.map((name) => columns.find(name)).filter((position) => position >= 0));
  return [...positions].sort((a, b) => a - b);
}

/** Neighbouring columns are one stretch of bytes. */
function runsOf(positions: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run?.last === position - 1) run.last = position;
    else runs.push({ first: position, last: position });
  }
  return runs;
}
