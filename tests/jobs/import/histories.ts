import { expect } from 'vitest';
import { withdrawFile } from '../../../jobs/import/withdraw.ts';
import { publishAll } from '../../../jobs/verdicts/publish.ts';
import { rebuild } from '../../../jobs/verdicts/other-rule-sets.ts';
import { GRID, grid, type GridTable } from './grid.ts';
import { stateOf } from './state.ts';
import { takingPlace } from './taking.ts';

type Content = Record<GridTable, string[]>;
type Random = {
  int(below: number): number;
  chance(p: number): boolean;
  pick<T>(of: readonly T[]): T;
  shuffle<T>(of: readonly T[]): T[];
};

export function randomOf(seed: number): Random {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (p) => next() < p,
    pick: (of) => of[int(of.length)]!,
    shuffle(of) {
      const items = [...of];
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [items[i], items[j]] = [items[j]!, items[i]!];
      }
      return items;
    },
  };
}

const DAY0 = Date.UTC(2025, 2, 1);
const stamp = (minutes: number) => new Date(DAY0 + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
const date = (day: number) => stamp(day * 1440).slice(0, 10);
const STEPS = ['业务受理', '现场勘查', '答复供电方案', '装表', '送电'];
const CLASSES = ['低压居民', '低压非居民', '高压单电源'];

/** What a source has to say, each row once: corrections carry a later data time, no two events of a case one instant. */
export function contentOf(random: Random, mark: string): Content {
  const content: Content = {
    unit: [],
    case: [],
    step: [],
    suspension: [],
    callback: [],
    return: [],
    complaint: [],
    customer: [],
  };
  const units = ['N', 'S', 'W'];
  content.unit.push(`P,省公司,,,,,${date(1)}`);
  for (const unit of units) {
    content.unit.push(`${unit},${unit}县,P,,,,${date(1)}`);
    if (random.chance(0.4)) content.unit.push(`${unit},${unit}新县,${random.pick(['P', 'P', 'N'])},,,,${date(2)}`);
    if (random.chance(0.2)) content.unit.push(`${unit},${unit}县,P,${date(20)},,,${date(2)}`);
    if (random.chance(0.2)) content.unit.push(`${unit},${unit}县,P,,${date(15)},${random.pick(units)},${date(3)}`);
  }
  for (let n = 1; n <= 4; n++) {
    const key = `${mark}${n}`;
    const opened = random.int(5 * 1440);
    let at = opened;
    for (const step of STEPS.slice(0, 1 + random.int(STEPS.length))) {
      const [arrived, started] = [at, at + 1 + random.int(600)];
      at = started + 1 + random.int(3 * 1440);
      content.step.push(`${key},${step},${stamp(arrived)},,,${random.pick(['甲', '乙'])},${stamp(started)}`);
      if (random.chance(0.7))
        content.step.push(`${key},${step},${stamp(arrived)},${stamp(started)},${stamp(at)},丙,${stamp(at)}`);
      if (random.chance(0.2))
        content.step.push(`${key},${step},${stamp(arrived)},${stamp(started)},${stamp(at + 30)},丁,${stamp(at + 60)}`);
      at += 40;
    }
    const days = [...new Set([3 + random.int(6), 9 + random.int(6), 16 + random.int(6)])];
    for (const day of days) {
      if (random.chance(0.25)) continue;
      const state = random.pick(['在途', '在途', '归档', '中止']); // an archived case may open again
      const ended = state === '在途' ? '' : stamp(Math.min(at, day * 1440));
      content.case.push(
        `${key},${random.pick([...units, 'X'])},${random.pick(CLASSES)},新装,${stamp(opened)},${ended},${state},${random.pick(['', '农业'])},${date(day)}`,
      );
    }
    if (random.chance(0.4))
      content.suspension.push(`${key},${stamp(opened + 300)},${random.chance(0.7) ? stamp(opened + 2000) : ''},等客户`);
    if (random.chance(0.5))
      content.callback.push(`${key},${date(25)},${stamp(24 * 1440)},成功,${random.pick(['满意', '不满意'])},否,`);
    if (random.chance(0.3)) content.return.push(`${key},${stamp(opened + 500)},现场勘查,业务受理,甲,`);
    if (random.chance(0.3))
      content.complaint.push(`T${key},${key},N,${stamp(opened)},95598,业扩报装,${random.pick(['', '属实'])},`);
    if (random.chance(0.3)) content.customer.push(`${key},U${n},`);
  }
  // Two kinds of notes a source: more files would only take longer.
  const notes: GridTable[] = ['suspension', 'callback', 'return', 'complaint', 'customer'];
  for (const table of random.shuffle(notes).slice(2)) content[table] = [];
  return content;
}

const TABLES = Object.keys(contentOf(randomOf(1), '')) as GridTable[];

type Step = { take: string; name: string } | { withdraw: string };

/** One way in which the content may arrive: cut, repeated, renamed, shuffled, late, with files that are withdrawn again. */
export function historyOf(random: Random, content: Content): Step[] {
  const files: string[] = [];
  for (const table of TABLES) {
    const parts: string[][] = Array.from(
      { length: 1 + random.int(table === 'case' || table === 'step' ? 3 : 2) },
      () => [],
    );
    for (const line of random.shuffle(content[table])) random.pick(parts).push(line);
    if (random.chance(0.2)) parts.push(random.shuffle(content[table]).slice(0, 1 + random.int(4)));
    for (const part of parts) if (part.length > 0) files.push(grid(table, part));
  }
  const again = random.shuffle(files).slice(0, random.int(3));
  const steps: Step[] = random
    .shuffle([...files, ...again.map((file) => (random.chance(0.5) ? file : `${file}\n\n`))])
    .map((take, i) => ({ take, name: `${i}.csv` }));
  if (random.chance(0.6)) {
    const wrong = contentOf(random, random.chance(0.5) ? '' : 'w');
    const table = random.pick(TABLES.filter((name) => wrong[name].length > 0));
    const at = random.int(steps.length + 1);
    // Rows of its own or those of another file, but never another file's bytes: those would not be taken again.
    steps.splice(at, 0, { take: `${grid(table, wrong[table])}\n\n\n`, name: 'wrong.csv' });
    steps.splice(at + 1 + random.int(steps.length - at), 0, { withdraw: 'wrong.csv' });
  }
  return steps;
}

/** Tells `contents` sources from `seed` on, each in so many histories; every one ends as the source told at once does. */
export async function tellHistories(seed: number, contents: number, histories: number): Promise<number> {
  const place = await takingPlace(GRID);
  const second = { ...place.context, publish: publishAll };
  let told = 0;
  try {
    for (let n = 0; n < contents; n++) {
      const random = randomOf(seed + n * 7919);
      const content = contentOf(random, '');
      for (const table of TABLES) {
        if (content[table].length > 0)
          await place.take(grid(table, content[table]), { source: `whole ${n}`, name: `${table}.csv` });
      }
      const expected = await namelessState(place, `whole ${n}`);
      for (let h = 0; h < histories; h++) {
        const source = `history ${n}.${h}`;
        const steps = historyOf(random, content);
        // As large files are: merged and judged a few cases at a time.
        const pageCases = random.chance(0.5) ? 1 + random.int(3) : undefined;
        const take = (step: Extract<Step, { take: string }>) =>
          place.take(step.take, { source, name: step.name }, { pageCases });
        for (let at = 0; at < steps.length; at++) {
          const [step, next] = [steps[at]!, steps[at + 1]];
          if ('withdraw' in step) await withdrawFile(second, { source, file: step.withdraw });
          else if (next && 'take' in next && random.chance(0.2)) {
            at++; // two instances at once
            await Promise.all([take(step), take(next)]);
          } else await take(step);
        }
        const why = `seed ${seed}, source ${n}, history ${h}, pages of ${pageCases}: ${JSON.stringify(steps)}`;
        expect(await namelessState(place, source), why).toEqual(expected);
        if (h === 0) {
          const { rows } = await place.pool.query<{ origin: number; ruleSet: number }>(
            'select origin, rule_set as "ruleSet" from origin where source = $1',
            [source],
          );
          await rebuild(place.pool, rows[0]!);
          expect(await namelessState(place, source), `${why}, rebuilt`).toEqual(expected);
        }
        told++;
      }
    }
  } finally {
    await place.close();
  }
  return told;
}

async function namelessState(place: Awaited<ReturnType<typeof takingPlace>>, source: string): Promise<string[]> {
  return (await stateOf(place.database, source)).map((row) => row.replaceAll(`"${source}"`, '"source"'));
}
