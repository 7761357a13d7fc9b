import { open } from 'node:fs/promises';
import { randomFrom, seedOf } from '../../jobs/demo/random.ts';
import type { Profile } from '../../jobs/import/profile.ts';
import { shippedProfile } from '../../jobs/import/profile-file.ts';

const COLUMNS = [
  ...['case_no', 'step', 'arrived', 'started', 'finished'],
  ...['operator', 'department', 'unit', 'class', 'business'],
];
const STEPS = ['业务受理', '现场勘查', '答复供电方案', '业务收费', '签订合同', '装表', '送电', '信息归档'];
const CLASSES = { 低压居民: 70, 低压非居民: 22, 高压单电源: 6, 高压双电源: 2 } as const;
const UNITS = 30;
const HOUR_S = 3600;
const START_S = Date.UTC(2024, 6, 1) / 1000;
const SPAN_S = 700 * 86_400;

/** A generated case log and what any right reader finds in it. */
export type Log = { path: string; rows: number; cases: number; bytes: number; steps: Record<string, number> };

/** The table psql copies the same file into. */
export const TYPED_TABLE = `create table typed_log (${COLUMNS.map(
  (name) => `${name} ${['arrived', 'started', 'finished'].includes(name) ? 'timestamptz' : 'text'}`,
).join(', ')})`;

/** Steps mapped to stages as in the demo's profile, a case's attributes on each of its rows. */
export function logProfile(): Profile {
  const { zone, timestamps, classes, steps, rules } = shippedProfile('demo')!;
  const { case_no: _key, ...fields } = Object.fromEntries(COLUMNS.map((name) => [name, name]));
  const tables: Profile['tables'] = [{ shape: 'step', key: ['case_no'], fields }];
  return {
    name: 'bench',
    rowCaps: [],
    zone,
    timestamps,
    classes,
    steps,
    rules,
    tables,
    endActivities: [STEPS.at(-1)!],
  };
}

/** Cases made before the lines that can no longer be preceded are written. */
const WRITE_EVERY = 20_000;

/** Writes a log of so many cases and rows, numbered from `first`, by time of finishing: the lines of a case lie scattered among thousands. */
export async function writeLog(path: string, size: { cases: number; rows: number }, first = 0): Promise<Log> {
  let waiting: { at: number; line: string }[] = [];
  const steps: Record<string, number> = {};
  const handle = await open(path, 'w');
  const write = async (before: number) => {
    waiting.sort((a, b) => a.at - b.at);
    const over = waiting.findIndex(({ at }) => at >= before);
    const ready = over < 0 ? waiting : waiting.slice(0, over);
    waiting = over < 0 ? [] : waiting.slice(over);
    if (ready.length > 0) await handle.write(`${ready.map(({ line }) => line).join('\n')}\n`);
  };
  try {
    await handle.write(`${COLUMNS.join(',')}\n`);
    for (let i = 0; i < size.cases; i++) {
      const random = randomFrom(seedOf('bench', first + i));
      const count = Math.floor(((i + 1) * size.rows) / size.cases) - Math.floor((i * size.rows) / size.cases);
      const tail = [
        `U${100 + Math.floor(random.next() * UNITS)}`,
        random.weighted(CLASSES),
        random.pick(['新装', '增容']),
      ];
      let at = START_S + Math.floor((SPAN_S * i) / size.cases);
      if (i % WRITE_EVERY === 0) await write(at);
      for (const step of pathOf(count, random.next())) {
        const started = at + 60 + Math.floor(random.around(3 * HOUR_S, 1));
        const finished = started + 60 + Math.floor(random.around(8 * HOUR_S, 1.2));
        const who = [`操作员${Math.floor(random.next() * 400)}`, `部门${Math.floor(random.next() * 60)}`];
        const row = [`W${1_000_000_000 + first + i}`, step, text(at), text(started), text(finished), ...who, ...tail];
        waiting.push({ at: finished, line: row.join(',') });
        steps[step] = (steps[step] ?? 0) + 1;
        at = finished;
      }
    }
    await write(Infinity);
    await handle.sync();
    return { path, ...size, bytes: (await handle.stat()).size, steps };
  } finally {
    await handle.close();
  }
}

/** The first steps and the last; in three of ten cases the second and third change places, one in a hundred is open. */
function pathOf(count: number, draw: number): string[] {
  const path = [...STEPS.slice(0, count - 1), draw < 0.01 ? '送电' : STEPS.at(-1)!];
  if (draw > 0.7 && count > 3) [path[1], path[2]] = [path[2]!, path[1]!];
  return path;
}

const text = (second: number) => new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
