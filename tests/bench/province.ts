import { sql } from 'kysely';
import { wholeScope } from '../../api/access/scope-of.ts';
import { inForce } from '../../api/in-force.ts';
import { ranked } from '../../api/ranking.ts';
import { withParts } from '../../api/rate-parts.ts';
import { survival } from '../../api/survival.ts';
import { seeded } from '../../jobs/statistics/seeded.ts';
import { copyRows } from '../../sql/copy.ts';
import { stampText, type Db } from '../../sql/database.ts';
import { encodeHistogram } from '../../sql/histogram.ts';
import { monthOf } from '../../sql/piece.ts';
import { branches } from '../../sql/read/branches.ts';
import { rateChange } from '../../sql/read/rate-change.ts';
import { timeToFinish } from '../../sql/read/time-to-finish.ts';
import { inSnapshot } from '../../sql/read-ground/snapshot.ts';
import { clientOf, inTransaction } from '../../sql/transaction.ts';
import { CUBE, SEEN, STAGES, VERDICTS } from '../../sql/vocabulary.ts';
import { replaceParts, type Part } from '../../sql/write/cube.ts';
import { judged, spreadOf, type Line } from './line.ts';
import type { BenchDatabase, BenchServer } from './server.ts';

const [ORIGIN, RULE_SET, COUNTIES, OPEN] = [1, 2, 183, 45_000];
const ASSESSED = ['plan', 'design', 'mid', 'completion', 'connect'];
const CLASSES = ['lv-resident', 'lv-nonresident', 'hv-single', 'hv-dual'];
const BUSINESSES = ['新装', '增容', '装表临时用电'];
const MONTHS = { first: monthOf('2023-07'), last: monthOf('2026-06') };
const YEAR = { from: '2025-07', to: '2026-06' };
const NOW = Date.UTC(2026, 6, 1, 1) * 1000;
const DATA_TIME = Date.UTC(2026, 5, 30, 16) * 1000;

/** Reads over a cube of the largest province's size: 183 counties right below it, three years, 45,000 cases under way. */
export async function benchProvince(server: BenchServer, say: (line: string) => void): Promise<Line[]> {
  const database = await server.fresh();
  try {
    const parts = await fill(database);
    say(`province: ${COUNTIES} counties, ${parts} parts of the cube, ${OPEN} open cases`);
    await database.pool.query('vacuum analyze');
    const read = <R>(ask: (db: Db) => Promise<R>) => inSnapshot(database.db, ask);
    const asked: [name: string, p95: number, ask: () => Promise<number>][] = (['lv', 'hv'] as const).flatMap(
      (group) => [
        [
          `branches-${group}`,
          60,
          async () => ranked(await read((db) => branches(db, wholeScope, { ...YEAR, group }, NOW))).whole.n,
        ],
        [
          `rate-change-${group}`,
          100,
          () =>
            read(async (db) => {
              const found = await rateChange(db, wholeScope, { ...YEAR, group }, NOW);
              return withParts(found, await inForce(db, found.basis)).after.n;
            }),
        ],
      ],
    );
    asked.push([
      'time-to-finish',
      250,
      async () => survival(await read((db) => timeToFinish(db, wholeScope, { ...YEAR, stage: 'plan' }, NOW)), 15).n,
    ]);
    const lines: Line[] = [];
    for (const [name, p95, ask] of asked) lines.push(await timed(`province/${name}`, p95, ask));
    return lines;
  } finally {
    await database.close();
  }
}

async function timed(name: string, p95: number, ask: () => Promise<number>): Promise<Line> {
  const taken: number[] = [];
  let n = 0;
  for (let repeat = -2; repeat < 30; repeat++) {
    const started = performance.now();
    n = await ask();
    if (repeat >= 0) taken.push(performance.now() - started);
  }
  const line = { name, unit: 'ms', ours: spreadOf(taken, 2), beside: null, ratio: null, budget: { p95 } };
  return judged(line, n === 0 ? 'nothing was found' : null);
}

/** Units, stages, groups, cube and open clocks as an import of such a province would leave them. */
async function fill({ pool, db }: BenchDatabase): Promise<number> {
  const units = Array.from({ length: COUNTIES + 1 }, (_, unit) => unit);
  await db
    .insertInto('origin')
    .values({ origin: ORIGIN, source: 'province', label: '', zone: 'Asia/Shanghai', profile: '{}', rule_set: RULE_SET })
    .execute();
  await db
    .updateTable('origin')
    .set({ mapped: true, version: 1, daily: true, data_time: stampText(DATA_TIME) })
    .execute();
  const under = (unit: number) => (unit === 0 ? null : 0);
  await db
    .insertInto('unit')
    .values(
      units.map((unit) => ({
        origin: ORIGIN,
        unit,
        parent: under(unit),
        level: unit === 0 ? 0 : 1,
        code: `U${unit}`,
        name: `U${unit}`,
        ord: unit,
      })),
    )
    .execute();
  await db
    .insertInto('unit_above')
    .values(units.flatMap((unit) => [...new Set([unit, 0])].map((above) => ({ origin: ORIGIN, unit, above }))))
    .execute();
  await db
    .insertInto('stage')
    .values(
      STAGES.map((code, stage) => ({
        origin: ORIGIN,
        stage,
        code,
        name: code,
        ord: stage,
        owner: 0,
        assessed: ASSESSED.includes(code),
      })),
    )
    .execute();
  const groups = CLASSES.flatMap((cls) => BUSINESSES.map((business) => ({ class: cls, business })));
  await db
    .insertInto('cube_group')
    .values(groups.map((group, grp) => ({ origin: ORIGIN, grp, ...group })))
    .execute();
  const cube = partsOf(groups.map((group) => group.class));
  await inTransaction(pool, async (trx) => {
    await replaceParts(trx, { origin: ORIGIN, ruleSet: RULE_SET }, [], cube, 1);
    await copyRows(clientOf(trx), 'case_clock', COLUMNS, openClocks(groups.length));
    await sql`
      insert into case_fact (origin, case_id, case_key, unit, class, business, state, opened, first_start, last_end, first_at,
        last_at, step, arrived, started, finished, operator, departments, event_unit, file, line, version)
      select c.origin, c.case_id, 'C' || c.case_id, c.unit, g.class, g.business, 0, c.opened, c.opened, c.opened, c.opened,
        c.opened, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 1
      from case_clock c join cube_group g using (origin, grp)`.execute(trx);
    await sql`update case_fact set opened = '2023-06-15' where case_id = 1`.execute(trx);
  });
  return cube.length;
}

/** A county's month: some 175 cases, a thirtieth of them high voltage; stages last around four days, some far longer. */
function partsOf(classes: readonly string[]): Part[] {
  const random = seeded(1);
  const [met, late, none] = ['met', 'overdue', 'no-limit'].map((word) => VERDICTS.indexOf(word as 'met'));
  const stages = STAGES.flatMap((code, stage) => (ASSESSED.includes(code) ? [stage] : []));
  const parts: Part[] = [];
  const draw = (n: number, verdicts: boolean) =>
    encodeHistogram(
      Array.from({ length: n }, () => {
        const days = 1 + Math.floor(-4 * Math.log(1 - random()));
        const high = random() < 0.15;
        const grp = high ? 6 + Math.floor(random() * 6) : Math.floor(random() * 6);
        return { grp: grp % classes.length, days, verdict: verdicts ? (days > 12 ? late! : met!) : none!, n: 1 };
      }),
    );
  for (let unit = 0; unit <= COUNTIES; unit++)
    for (let month = MONTHS.first; month <= MONTHS.last; month++)
      for (const half of [0, 1]) {
        const place = { unit, piece: month * 2 + half };
        const size = unit === 0 ? 1_500 : 88;
        for (const stage of [...stages, CUBE.case, CUBE.whole]) parts.push({ ...place, stage, hist: draw(size, true) });
        for (const stage of stages) {
          parts.push({ ...place, stage: SEEN.withdrawn + stage, hist: draw(Math.ceil(size / 40), false) });
          if (half === 0)
            parts.push({ ...place, stage: SEEN.standing + stage, hist: draw(Math.ceil(size / 8), false) });
        }
      }
  return parts;
}

const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  case_id: 'int4',
  unit: 'int4',
  grp: 'int2',
  state: 'int2',
  opened: 'timestamptz',
  rule: 'int2[]',
  stage: 'int2[]',
  started: 'timestamptz[]',
  deadline: 'timestamptz[]',
  risk_at: 'timestamptz[]',
  stopped: 'timestamptz[]',
  used: 'int2[]',
  days_over: 'int2[]',
  verdict: 'int2[]',
  paused: 'bool[]',
  case_verdict: 'int2',
  days: 'int2',
  late: 'bool',
} as const;

/** Open cases with the clock of the plan, of the whole process and of the utility's days. */
function* openClocks(groups: number) {
  const running = VERDICTS.indexOf('running');
  const clocks = [STAGES.indexOf('plan'), CUBE.whole, CUBE.utilitySum];
  for (let id = 1; id <= OPEN; id++) {
    const used = id % 30;
    const opened = DATA_TIME - used * 86_400e6;
    const all = <T>(value: T) => clocks.map(() => value);
    yield {
      origin: ORIGIN,
      rule_set: RULE_SET,
      case_id: id,
      unit: 1 + (id % COUNTIES),
      grp: id % groups,
      state: 0,
      opened,
      rule: all(0),
      stage: clocks,
      started: all(opened),
      deadline: all(opened + 20 * 86_400e6),
      risk_at: all(opened + 16 * 86_400e6),
      stopped: all(null),
      used: all(used),
      days_over: all(0),
      verdict: all(running),
      paused: all(false),
      case_verdict: running,
      days: used,
      late: false,
    };
  }
}
