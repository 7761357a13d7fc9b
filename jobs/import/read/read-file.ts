import { createHash } from 'node:crypto';
import { CaseScan } from '../propose/case-scan.ts';
import { proposeProfile } from '../propose/propose-profile.ts';
import { withHalves } from '../propose/halves.ts';
import { findKey, type Proposal } from '../propose/sample.ts';
import type { Instant } from '../../../sql/vocabulary.ts';
import type { Parting } from '../plain/parts/read-parts.ts';
import type { Profile, Table } from '../profile.ts';
import type { Sink } from '../row.ts';
import { sayGuess, type Guess } from '../wording/guess-words.ts';
import type { FileNote } from '../wording/note-words.ts';
import { absentColumns, chooseTable, Columns, holdForMissing, mappedNames } from './columns.ts';
import { decodeText } from './decode.ts';
import { inspect, type Encoding, type Inspection } from './encoding.ts';
import { FileBytes } from './file-bytes.ts';
import type { Grid } from './grid.ts';
import { htmlTables } from './html-tables.ts';
import { hold, reject, UnreadableFile, type FileProblem } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { readXes } from './read-xes.ts';
import { layOut, proposeForGrids, readGrids, viewGrids } from './read-grids.ts';
import { RowMarks } from './row-marks.ts';
import { ROUND_CAPS, SHEET_CAPS } from '../row-caps.ts';
import { formatOf, kindOf } from './sniff.ts';
import { TimestampReader } from './timestamp.ts';
import { SAMPLE_CHARS, viewCsv, viewXes, type Opened, type View } from './view.ts';
import { workbookGrids } from './workbook-file.ts';

const MAX_PAGE_CHARS = 256 * 1024 ** 2;

export type FileReading = {
  sha256: string;
  bytes: number;
  format: 'csv' | 'xes' | 'xlsx' | 'html' | null;
  encoding: Encoding | null;
  gzip: boolean;
  shape: Table['shape'] | null;
  table: Table | null;
  /** The one given, else the one proposed and used. */
  profile: Profile | null;
  proposed: boolean;
  /** Records of the file without title rows and header (XES: events), counted apart from what the sink was given. */
  rowsIn: number;
  notUnderstood: string[];
  /** What a proposed profile took columns for. */
  guesses: Guess[];
  /** What people should know of the file, to be worded in their language. */
  noted: FileNote[];
  problem: FileProblem | null;
};

export type ReadOptions = {
  /** Zone of stamps without offset where the profile names none. */
  zone: string;
  /** Name of the source, for a proposed profile. */
  source?: string;
  /** No number of rows makes the file one that was cut off. */
  whole?: boolean;
  /** Wall clock: what has happened cannot lie more than ten minutes behind it. */
  now?: Instant;
  /** How a large plain file is read on several threads; default on this one. */
  parting?: Parting | null;
};

type Readers = { text: (opened: Opened) => Promise<void>; grids: (grids: Grid[]) => Promise<void> };

/** Nothing is known of a file yet. */
export const emptyReading = (profile: Profile | null): FileReading => ({
  ...{ sha256: '', bytes: 0, format: null, encoding: null, gzip: false, shape: null, table: null },
  ...{ profile, proposed: false, rowsIn: 0, notUnderstood: [], guesses: [] },
  ...{ noted: [], problem: null },
});

/**
 * Reads one file into the sink. What is wrong with a row goes to the sink; what is wrong with the file comes back as `problem`, and
 * what the sink has by then must be thrown away. Without a profile one is proposed from the file itself.
 */
export async function readFile(
  path: string,
  profile: Profile | null,
  options: ReadOptions,
  sink: Sink,
): Promise<FileReading> {
  const reading = emptyReading(profile);
  const marks = new RowMarks();
  const text = async (opened: Opened): Promise<void> => {
    const { file, how, format } = opened;
    const view = format === 'csv' ? await viewCsv(opened, profile) : await viewXes(opened, profile !== null);
    let used = profile;
    let unread: FileNote[] = [];
    if (!used) {
      const proposal = await proposeFrom(opened, view, options);
      reading.guesses = proposal.guesses;
      reading.notUnderstood = proposal.notUnderstood;
      if (!proposal.profile) holdProposal(path, proposal, view.columns);
      used = proposal.profile;
      unread = unreadNotes(proposal);
      reading.profile = used;
      reading.proposed = true;
    }
    const stamps = stampReader(used, options);
    if (view.layout && view.columns.names.length === 0) {
      reading.rowsIn = await readCsv(file, how, view.layout, used, used.tables[0]!, stamps, sink, marks);
      return;
    }
    const table = chooseTable(used, view.columns);
    if (!table) holdForMissing(path, used, view.columns);
    reading.table = table;
    reading.shape = table.shape;
    if (!reading.proposed) reading.notUnderstood = unmapped(table, view.columns);
    holdForTwice(path, table, view.columns);
    let there = view.columns;
    if (view.layout) {
      reading.rowsIn = await readCsv(file, how, view.layout, used, table, stamps, sink, marks, options.parting);
      if (!options.whole) holdForCap(path, used.rowCaps ?? SHEET_CAPS, reading.rowsIn, view.layout.headerLine);
      reading.noted.push(...roundNote(used, reading.rowsIn));
    } else {
      const names = [...view.columns.names, ...mappedNames(table).filter((name) => view.columns.find(name) < 0)];
      const counted = await readXes(file, how, new Columns(names), used, table, stamps, sink, marks);
      reading.rowsIn = counted.events;
      there = counted.filled;
      if (counted.emptyTraces > 0) reading.noted.push({ code: 'empty-traces', n: counted.emptyTraces });
    }
    const spoken = reading.proposed ? [] : absentNote(table, there);
    reading.noted.push(...ignoredTwice(table, view.columns), ...unusedNote(table, view.columns), ...spoken);
    reading.noted.push(...unread, ...marks.told(reading.rowsIn), ...midnightNote(stamps));
  };
  const grids = async (found: Grid[]): Promise<void> => {
    const { views, others } = await viewGrids(found, profile);
    if (views.length === 0 && others.length === 0) {
      if (profile) return;
      hold('no-header', path);
    }
    let used = profile;
    let unread: FileNote[] = [];
    if (!used) {
      if (views.length === 0) hold('no-header', path, { line: 1 });
      const proposal = await proposeForGrids(views, sourceName(path, options), options.zone);
      reading.guesses = proposal.guesses;
      reading.notUnderstood = proposal.notUnderstood;
      if (!proposal.profile) holdProposal(path, proposal, views[0]!.columns);
      used = proposal.profile;
      unread = unreadNotes(proposal);
      reading.profile = used;
      reading.proposed = true;
    }
    const layouts = layOut(views, used);
    if (layouts.length === 0) holdForMissing(path, used, views[0]?.columns ?? new Columns(others[0]?.names ?? []));
    reading.table = layouts[0]!.table;
    reading.shape = reading.table.shape;
    for (const { table, columns } of layouts) holdForTwice(path, table, columns);
    const stamps = stampReader(used, options);
    if (!reading.proposed) reading.notUnderstood = layouts.flatMap(({ table, columns }) => unmapped(table, columns));
    const read = await readGrids(layouts, used, stamps, sink, marks);
    reading.rowsIn = read.rowsIn;
    const taken = new Set(layouts.map(({ grid }) => grid.name));
    const left = [...views.map(({ grid }) => grid.name), ...others.map(({ name }) => name)];
    for (const sheet of left) if (!taken.has(sheet)) read.notes.push({ code: 'sheet-not-read', sheet });
    for (const { grid, table, columns } of layouts) {
      const several = layouts.length > 1 ? { sheet: grid.name } : {};
      const spoken = reading.proposed ? [] : absentNote(table, columns);
      read.notes.push(...[...unusedNote(table, columns), ...spoken].map((note) => ({ ...several, ...note })));
    }
    reading.noted = [...read.notes, ...unread, ...marks.told(reading.rowsIn), ...midnightNote(stamps)];
    if (options.whole) return;
    const caps = used.rowCaps ?? [...SHEET_CAPS, ...ROUND_CAPS];
    for (const { name, rows, above } of read.sheets) holdForCap(path, caps, rows - above, above, name);
  };
  await withFile(path, profile, reading, { text, grids });
  return reading;
}

/** A file that ends exactly where tools stop is taken for cut off: by its lines, or by its rows below the header. */
function holdForCap(path: string, caps: readonly number[], below: number, above: number, sheet = ''): void {
  const cap = [below + above, below].find((rows) => caps.includes(rows));
  if (cap !== undefined) hold('row-cap', path, sheet === '' ? { rows: cap } : { rows: cap, sheet });
}

/** A log may well have a round number of lines. */
const roundNote = (profile: Profile, rows: number): FileNote[] =>
  profile.rowCaps === undefined && ROUND_CAPS.includes(rows) ? [{ code: 'round-rows', n: rows }] : [];

const stampReader = (profile: Profile, options: ReadOptions): TimestampReader =>
  new TimestampReader({
    zone: profile.zone ?? options.zone,
    patterns: profile.timestamps,
    placeholders: profile.placeholders,
    now: options.now,
  });

const unreadNotes = ({ unread }: Proposal): FileNote[] =>
  unread.map(({ column, value }) => ({ code: 'unread-times', column, value: value.slice(0, 60) }));

const midnightNote = ({ midnights }: TimestampReader): FileNote[] =>
  midnights > 0 ? [{ code: 'midnights', n: midnights }] : [];

const sourceName = (path: string, options: ReadOptions): string =>
  (options.source ?? path.replace(/^.*[\\/]/, '').replace(/\.(gz|csv|txt|xes|tsv|xlsx|xls|html?)\b.*$/i, '')) ||
  'source';

/** A proposal beside what it was made from: the file's columns and its first rows. */
export type FileProposal = Proposal &
  Pick<FileReading, 'problem' | 'format' | 'encoding'> & {
    columns: readonly string[];
    rows: readonly (readonly string[])[];
    /** Lines above the header: titles, notes. */
    titleRows: number;
  };

/** How a file would be understood, for somebody to correct before it is imported. */
export async function proposeForFile(path: string, options: ReadOptions): Promise<FileProposal> {
  let proposal: Proposal = {
    profile: null,
    sketch: null,
    missing: [],
    ambiguous: [],
    unread: [],
    notUnderstood: [],
    guesses: [],
  };
  let seen: Pick<FileProposal, 'columns' | 'rows' | 'titleRows'> = { columns: [], rows: [], titleRows: 0 };
  const reading: Pick<FileReading, 'problem' | 'format' | 'encoding'> = { problem: null, format: null, encoding: null };
  await withFile(path, null, reading, {
    async text(opened) {
      const view = opened.format === 'csv' ? await viewCsv(opened, null) : await viewXes(opened, false);
      seen = { columns: view.columns.names, rows: view.rows, titleRows: (view.layout?.headerLine ?? 1) - 1 };
      proposal = await proposeFrom(opened, view, options);
    },
    async grids(found) {
      const { views } = await viewGrids(found, null);
      const [fullest] = views.toSorted((one, other) => other.rows.length - one.rows.length);
      if (!fullest) hold('no-header', path, { line: 1 });
      const { columns, rows, header } = fullest;
      seen = { columns: columns.names, rows, titleRows: header.index };
      proposal = await proposeForGrids(views, sourceName(path, options), options.zone);
    },
  });
  return { ...proposal, ...seen, ...reading };
}

/** Opens, hashes and inspects a file, runs `use`, and turns what makes it unreadable into a problem. */
async function withFile(
  path: string,
  profile: Profile | null,
  reading: Partial<FileReading>,
  use: Readers,
): Promise<void> {
  let file: FileBytes | null = null;
  try {
    file = await FileBytes.open(path);
    reading.bytes = file.bytes;
    reading.gzip = file.gzip;
    const hash = createHash('sha256');
    const hashed = (chunk: Buffer): void => void hash.update(chunk);
    try {
      if (kindOf(path, await firstBytes(file)) === 'zip') {
        reading.format = 'xlsx';
        await use.grids(await workbookGrids(file, hashed));
      } else {
        const how = await inspect(file, profile?.encoding, hashed);
        reading.encoding = how.encoding;
        const head = await beginning(file, how, SAMPLE_CHARS);
        const format = formatOf(path, head);
        reading.format = format;
        if (format === 'html') await use.grids(htmlTables(await beginning(file, how, MAX_PAGE_CHARS)));
        else await use.text({ file, how, head, format });
      }
    } finally {
      reading.sha256 = hash.digest('hex');
    }
    if (await file.changed()) reject('changed-while-read', path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    reading.problem = error.problem;
  } finally {
    await file?.close();
  }
}

async function firstBytes(file: FileBytes): Promise<Buffer> {
  for await (const chunk of file.content()) return Buffer.from(chunk.subarray(0, 4096));
  return Buffer.alloc(0);
}

async function beginning(file: FileBytes, how: Inspection, chars: number): Promise<string> {
  let text = '';
  for await (const chunk of decodeText(file, how)) {
    text += chunk;
    if (text.length >= chars) break;
  }
  return text;
}

/** Proposes from the first rows and one pass over the whole file. */
async function proposeFrom({ file, format }: Opened, view: View, options: ReadOptions): Promise<Proposal> {
  const name = sourceName(file.path, options);
  const sample = withHalves({
    name: format === 'xes' ? `${name}.xes` : name,
    columns: view.columns.names,
    rows: view.rows,
    zone: options.zone,
  });
  const key = findKey(sample);
  if (key < 0) return proposeProfile(sample);
  const scan = new CaseScan(key, view.columns.names.length);
  await view.each((values) => scan.push(sample.join?.(values) ?? values));
  return proposeProfile({ ...sample, scan });
}

function holdProposal(path: string, proposal: Proposal, columns: Columns): never {
  const [dates] = proposal.ambiguous;
  if (dates) hold('ambiguous-dates', path, dates);
  const names = columns.names.filter((name) => name !== '').map((name) => `"${name}"`);
  const missing = proposal.missing.join(', ');
  const notes = ['Name them in a profile.', ...proposal.guesses.map((guess) => sayGuess(guess, 'en'))].join(' ');
  hold('missing-columns', path, { missing, columns: names.join(', '), notes, column: missing });
}

function holdForTwice(path: string, table: Table, columns: Columns): void {
  const twice = mappedNames(table).find((name) => columns.isTwice(columns.find(name)));
  if (twice !== undefined) hold('duplicate-column', path, { column: twice });
}

/** Columns of one name that no table uses: which is meant does not matter. */
const ignoredTwice = (table: Table, columns: Columns): FileNote[] =>
  unmapped(table, columns)
    .filter((name, i, all) => all.indexOf(name) === i && columns.isTwice(columns.find(name)))
    .map((column) => ({ code: 'duplicate-header', column }));

const listed = (code: 'unused-columns' | 'absent-columns', names: readonly string[]): FileNote[] =>
  names.length === 0 ? [] : [{ code, n: names.length, value: [...new Set(names)].join('、').slice(0, 500) }];
const unusedNote = (table: Table, columns: Columns) => listed('unused-columns', unmapped(table, columns));
const absentNote = (table: Table, columns: Columns) => listed('absent-columns', absentColumns(table, columns));

function unmapped(table: Table, columns: Columns): string[] {
  const used = new Set(mappedNames(table).map((name) => columns.find(name)));
  const personal = new Set((table.personal ?? []).map((name) => columns.find(name)));
  return columns.names.filter((name, i) => name !== '' && !used.has(i) && !personal.has(i));
}
