import { mkdir, open, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dateText, parseDate } from '../clock/day.ts';
import { DAY_MS } from './office-time.ts';
import planted from './planted.json' with { type: 'json' };
import { earlierLists, lostSince } from './lost.ts';
import { casesAlive, casesOf } from './population.ts';
import type { Size } from './province.ts';
import type { DemoCase } from './case.ts';
import {
  callbackRows,
  caseRow,
  complaintRows,
  customerRows,
  HEADS,
  returnRows,
  stepRows,
  suspensionRows,
  unitRow,
  type TableName,
} from './tables.ts';
import { makeWorld, MONTHS, type World, type WorldKey } from './world.ts';

const KEY_FILE = '.world.json';
/** Files of days further back than this are taken away again; their originals are kept by the importer. */
const KEEP_DAYS = 10;

export type DemoOptions = { dir: string; size: Size; seed: number; until: string };
export type DemoReport = { files: string[]; cases: number; rows: number };

/** Writes the history of 24 months until the end of a day: in-flight snapshot first, then archived months, newest first. */
export async function writeDemo({ dir, size, seed, until }: DemoOptions): Promise<DemoReport> {
  const key: WorldKey = { size, seed, from: monthsBack(until, MONTHS), until };
  const world = makeWorld(key, planted.slowAcceptance.monthsBeforeUntil);
  const last = parseDate(until);
  const end = (last + 1) * DAY_MS;
  const earlier = new Map(earlierLists(last).map((day) => [day, new Lines()]));
  const archived = new Map<string, Lines>();
  const [open_, past] = [new Lines(), new Lines()];
  let cases = 0;
  for (const one of casesOf(world, world.fromDay, last)) {
    if (one.accepted >= end) continue;
    const lost = lostSince(world, last, one);
    for (const [day, lines] of earlier) {
      const then = (day + 1) * DAY_MS;
      if (one.accepted < then && one.ended >= then && (lost ?? Infinity) >= then)
        lines.of('case').push(caseRow(one, then, dateText(day)));
    }
    if (lost !== null) {
      tell(open_, one, lost);
      continue;
    }
    cases++;
    const half = one.ended < end ? halfYear(one.ended) : '';
    let lines = open_;
    if (half !== '') {
      lines = archived.get(half) ?? new Lines();
      archived.set(half, lines);
    }
    lines.of('case').push(caseRow(one, end, half === '' ? until : dateText(Math.floor(one.ended / DAY_MS))));
    tell(lines, one, end, half === '' ? open_ : past);
  }

  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, KEY_FILE), JSON.stringify(key));
  const prefix = until.replaceAll('-', '');
  const halves = [...archived.keys()].sort().reverse();
  const units = new Lines();
  units.of('unit').push(...world.units.map(unitRow));
  const parts: [string, TableName, Lines][] = [
    ['单位', 'unit', units],
    ['在途工单', 'case', open_],
    ['在途环节', 'step', open_],
    ...notes('在途', '', open_),
    ...[...earlier].map(([day, lines]): [string, TableName, Lines] => [
      `在途清单_${dateText(day).slice(5)}`,
      'case',
      lines,
    ]),
    ...halves.flatMap((half): [string, TableName, Lines][] => [
      [`归档工单_${half}`, 'case', archived.get(half)!],
      [`历史环节_${half}`, 'step', archived.get(half)!],
      ...notes(
        '历史',
        `_${half}`,
        archived.get(half)!,
        NOTES.filter(([table]) => !FEW.includes(table)),
      ),
    ]),
    ...notes(
      '历史',
      '',
      past,
      NOTES.filter(([table]) => FEW.includes(table)),
    ),
  ];
  return writeParts(dir, prefix, parts, cases);
}

/** Writes what a T+1 feed brings for one more day: changed steps, suspensions, callbacks, archived cases, the new snapshot. */
export async function writeDemoDay(dir: string, date: string): Promise<DemoReport> {
  const key = JSON.parse(await readFile(join(dir, KEY_FILE), 'utf8')) as WorldKey;
  const world: World = makeWorld(key, planted.slowAcceptance.monthsBeforeUntil);
  const day = parseDate(date);
  const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
  const [changes, ended, inFlight] = [new Lines(), new Lines(), new Lines()];
  let cases = 0;
  for (const one of casesAlive(world, day)) {
    if (lostSince(world, parseDate(key.until), one) !== null) continue;
    for (const [table, , rowsOf] of AFTERWARDS) changes.of(table).push(...rowsOf(one, end, start));
    if (one.accepted >= end || one.ended < start) continue;
    cases++;
    // A case accepted today may have applied yesterday evening: its first step is new with it.
    const from = one.accepted >= start ? -Infinity : start;
    changes.of('step').push(...stepRows(one, end, from));
    for (const [table, , rowsOf] of MEANWHILE) changes.of(table).push(...rowsOf(one, end, from));
    (one.ended < end ? ended : inFlight).of('case').push(caseRow(one, end, date));
  }
  await dropOld(dir, date);
  return writeParts(
    dir,
    date.replaceAll('-', ''),
    [['环节', 'step', changes], ...notes('', '', changes), ['归档工单', 'case', ended], ['在途工单', 'case', inFlight]],
    cases,
  );
}

type RowsOf = (one: DemoCase, end: number, from?: number) => string[];
type NoteTable = [TableName, name: string, RowsOf];

/** What is told of a case beside its steps: while it runs, and also when it has ended. */
const MEANWHILE: NoteTable[] = [
  ['suspension', '暂停', suspensionRows],
  ['return', '回退', returnRows],
];
const AFTERWARDS: NoteTable[] = [
  ['callback', '回访', callbackRows],
  ['complaint', '投诉', complaintRows],
  ['customer', '批量户', customerRows],
];
const NOTES = [...MEANWHILE, ...AFTERWARDS];
/** So few that the history has one file of them. */
const FEW: readonly TableName[] = ['return', 'complaint', 'customer'];

/** What is known of a case beside the case list; `few`: where those notes go that are few. */
function tell(lines: Lines, one: DemoCase, end: number, few = lines): void {
  lines.of('step').push(...stepRows(one, end));
  for (const [table, , rowsOf] of NOTES) (FEW.includes(table) ? few : lines).of(table).push(...rowsOf(one, end));
}

const notes = (when: string, suffix: string, lines: Lines, kept = NOTES): [string, TableName, Lines][] =>
  kept.map(([table, name]) => [`${when}${name}${suffix}`, table, lines]);

/** Lines of several tables, gathered before they are written. */
class Lines {
  readonly #tables = new Map<TableName, string[]>();
  of(table: TableName): string[] {
    const lines = this.#tables.get(table) ?? [];
    this.#tables.set(table, lines);
    return lines;
  }
}

async function writeParts(
  dir: string,
  prefix: string,
  parts: [string, TableName, Lines][],
  cases: number,
): Promise<DemoReport> {
  const files: string[] = [];
  let rows = 0;
  for (const [index, [name, table, lines]] of parts.entries()) {
    const content = lines.of(table);
    if (content.length === 0) continue;
    const file = `${prefix}-${String(index + 1).padStart(2, '0')}-${name}.csv`;
    await writeWhole(dir, file, `\ufeff${HEADS[table]}`, content);
    files.push(file);
    rows += content.length;
  }
  return { files, cases, rows };
}

/** A reader sees the whole file or none: written under a temporary name, then renamed. */
async function writeWhole(dir: string, name: string, head: string, lines: string[]): Promise<void> {
  const temporary = join(dir, `.${name}.part`);
  const handle = await open(temporary, 'w');
  try {
    await handle.write(`${head}\r\n`);
    for (let i = 0; i < lines.length; i += 20_000) await handle.write(`${lines.slice(i, i + 20_000).join('\r\n')}\r\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(dir, name));
}

async function dropOld(dir: string, date: string): Promise<void> {
  const oldest = dateText(parseDate(date) - KEEP_DAYS).replaceAll('-', '');
  for (const name of await readdir(dir)) {
    if (/^\d{8}-\d\d-.+\.csv$/.test(name) && name.slice(0, 8) < oldest) await unlink(join(dir, name));
  }
}

function halfYear(local: number): string {
  const iso = new Date(local).toISOString();
  return `${iso.slice(0, 4)}${Number(iso.slice(5, 7)) <= 6 ? '上半年' : '下半年'}`;
}

function monthsBack(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, 28))).toISOString().slice(0, 10);
}
