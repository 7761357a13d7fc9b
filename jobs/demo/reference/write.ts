import { mkdir } from 'node:fs/promises';
import { dateText, parseDate } from '../../clock/day.ts';
import type { DemoCase } from '../case.ts';
import { DAY_MS, dayOfLocal, type Local } from '../office-time.ts';
import { callbackRows, caseRow, HEADS, stepRow, suspensionRows, unitRow, type TableName } from '../tables.ts';
import type { DemoReport } from '../write.ts';
import { isLong, referenceCase } from './case.ts';
import { PartFile } from './part-file.ts';
import { referenceWorld, type ReferenceKey, type ReferenceWorld } from './world.ts';

const WORDS: Record<TableName, string> = {
  unit: '单位',
  case: '工单',
  step: '环节',
  suspension: '暂停',
  callback: '回访',
  return: '回退',
  complaint: '投诉',
  customer: '批量户',
};
const ORDER: readonly TableName[] = ['case', 'step', 'suspension', 'callback'];
const IN_FLIGHT = '在途';
/** Short cases are over within so many days. */
const SHORT_DAYS = 90;
const LONG_DAYS = 500;

/**
 * Writes the reference load: lists in flight and, by quarter of archiving, archived cases and their steps in the order
 * in which they were finished, so that the lines of a case lie scattered. Holds about a month of it in memory.
 */
export async function writeReference(dir: string, key: ReferenceKey): Promise<DemoReport> {
  await mkdir(dir, { recursive: true });
  const world = referenceWorld(key);
  const until = parseDate(key.until);
  const end = (until + 1) * DAY_MS;
  const parts = new Parts(dir, key);
  for (const unit of world.units) parts.push('', 'unit', unitRow(unit));
  const waiting = new Waiting(parts);
  let cases = 0;
  for (let index = 0, day = parseDate(key.from); day <= until; day++) {
    for (; index < key.cases && world.applied(index) < (day + 1) * DAY_MS; index++) {
      const one = referenceCase(world, index);
      if (one.accepted >= end) continue;
      cases++;
      const over = one.ended < end;
      const part = over ? quarterOf(one.ended) : IN_FLIGHT;
      const listed = caseRow(one, end, over ? dateText(dayOfLocal(one.ended)) : key.until);
      waiting.add(Math.min(one.ended, end - 1), part, 'case', listed);
      for (const step of one.steps) {
        if (step.arrived < end) waiting.add(Math.min(step.finished, end - 1), part, 'step', stepRow(one, step, end));
      }
      for (const row of suspensionRows(one, end)) waiting.add(Math.min(one.ended, end - 1), part, 'suspension', row);
      for (const row of callbackRows(one, end)) waiting.add(Math.min(one.ended, end - 1), part, 'callback', row);
    }
    await waiting.write(day);
  }
  return { cases, ...(await parts.close()) };
}

/** The cases something happens to on a day after `until`, each with all its steps so far: the day's feed, in one step and one case list. */
export async function writeReferenceDay(dir: string, key: ReferenceKey, date: string): Promise<DemoReport> {
  await mkdir(dir, { recursive: true });
  const world = referenceWorld(key);
  const day = parseDate(date);
  const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
  const parts = new Parts(dir, { ...key, until: date });
  let cases = 0;
  for (const one of casesAround(world, day)) {
    if (one.accepted >= end || !one.steps.some((step) => touches(step, start, end))) continue;
    cases++;
    const over = one.ended < end;
    parts.push(over ? '当日' : IN_FLIGHT, 'case', caseRow(one, end, date));
    for (const step of one.steps) if (step.arrived < end) parts.push('当日', 'step', stepRow(one, step, end));
  }
  return { cases, ...(await parts.close()) };
}

const touches = (step: DemoCase['steps'][number], start: Local, end: Local): boolean =>
  [step.arrived, step.started, step.finished].some((at) => at >= start && at < end);

/** Cases that may still be open at the end of a day. */
function* casesAround(world: ReferenceWorld, day: number): Generator<DemoCase> {
  const first = indexAt(world, (day - LONG_DAYS) * DAY_MS);
  const young = indexAt(world, (day - SHORT_DAYS) * DAY_MS);
  for (let index = first; world.applied(index) < (day + 1) * DAY_MS; index++) {
    if (index >= young || isLong(world, index)) yield referenceCase(world, index);
  }
}

/** The first case applied for at or after a moment. */
function indexAt({ applied, key }: ReferenceWorld, local: Local): number {
  let [low, high] = [0, key.cases];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (applied(middle) < local) low = middle + 1;
    else high = middle;
  }
  return low;
}

function quarterOf(local: Local): string {
  const date = new Date(local);
  return `${date.getUTCFullYear()}Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

type Line = { at: Local; part: string; table: TableName; text: string };

/** Lines by the day they belong to, until that day is over. */
class Waiting {
  readonly #days = new Map<number, Line[]>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  add(at: Local, part: string, table: TableName, text: string): void {
    const day = dayOfLocal(at);
    const lines = this.#days.get(day);
    if (lines) lines.push({ at, part, table, text });
    else this.#days.set(day, [{ at, part, table, text }]);
  }

  async write(day: number): Promise<void> {
    const lines = this.#days.get(day) ?? [];
    this.#days.delete(day);
    lines.sort((a, b) => a.at - b.at);
    for (const { part, table, text } of lines) this.#parts.push(part, table, text);
    await this.#parts.flush();
  }
}

/** The files being written, each opened with its first line and named so that they are taken in this order. */
class Parts {
  readonly #dir: string;
  readonly #prefix: string;
  readonly #quarters: string[] = [''];
  readonly #files = new Map<string, PartFile>();

  constructor(dir: string, { from, until }: ReferenceKey) {
    this.#dir = dir;
    this.#prefix = until.replaceAll('-', '');
    this.#quarters.push(IN_FLIGHT);
    const first = quarterOf(parseDate(from) * DAY_MS);
    for (let at = parseDate(until); ; at -= 28) {
      const quarter = quarterOf(at * DAY_MS);
      if (quarter < first) break;
      if (!this.#quarters.includes(quarter)) this.#quarters.push(quarter);
    }
    this.#quarters.push('当日');
  }

  push(part: string, table: TableName, line: string): void {
    const key = `${part} ${table}`;
    let file = this.#files.get(key);
    if (file === undefined) {
      const place = this.#quarters.indexOf(part) * ORDER.length + Math.max(0, ORDER.indexOf(table));
      const name = `${this.#prefix}-${String(place).padStart(2, '0')}-${part}${WORDS[table]}.csv`;
      this.#files.set(key, (file = new PartFile(this.#dir, name, HEADS[table])));
    }
    file.push(line);
  }

  async flush(): Promise<void> {
    for (const file of this.#files.values()) await file.flush();
  }

  async close(): Promise<{ files: string[]; rows: number }> {
    const files = [...this.#files.values()];
    for (const file of files) await file.close();
    return { files: files.map(({ name }) => name).sort(), rows: files.reduce((sum, { lines }) => sum + lines, 0) };
  }
}
