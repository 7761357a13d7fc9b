import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SHIPPED } from '../../../jobs/clock/calendar.ts';
import { readCalendarFile } from '../../../jobs/clock/calendar-file.ts';
import { judgeOtherRuleSets, rebuild } from '../../../jobs/verdicts/other-rule-sets.ts';
import type { Connection } from '../../../sql/database.ts';
import { movedDeadlines } from '../../../sql/read/moved-deadlines.ts';
import { saveCalendar } from '../../../sql/write/calendars.ts';
import { yekuo } from '../../command.ts';
import { freshDatabase } from '../../database.ts';
import { dump, rewritten, tuples } from './dump.ts';
import { importCases, makeWorld, ORIGIN, type CaseSpec } from './world.ts';

const RULE_SET = 2;
const at = (text: string) => Date.parse(`${text}+08:00`) * 1000;
const NOW = at('2026-12-20T00:00');
const NEXT = {
  version: '2027',
  name: '2027',
  base: '2026',
  first: 2004,
  last: 2027,
  years: { '2027': { 元旦: '01-01/01-03', 春节: '02-05/02-12 +02-13' } },
};
const LOCAL = { code: 'u5', version: '1', name: 'U5', units: ['U2'], years: { '2026': { 停业: '12-07/12-08' } } };

let connection: Connection & { url: string };
beforeEach(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, RULE_SET);
  // Two running plans, one beyond the announced days; one replied in time whose deadline lay beyond; one long over.
  await importCases(
    connection,
    [
      plan(1, 3, '2026-12-15T09:00', null),
      plan(2, 5, '2026-12-01T09:00', null),
      plan(3, 3, '2026-12-14T09:00', '2026-12-16T10:00'),
      plan(4, 5, '2026-03-02T09:00', '2026-03-10T10:00'),
    ],
    NOW,
  );
});
afterEach(() => connection.close());

function plan(id: number, unit: number, opened: string, replied: string | null): CaseSpec {
  const end = replied === null ? null : at(replied);
  const state = end === null ? 'open' : 'archived';
  const stays = [
    { stage: 'acceptance' as const, arrived: at(opened), finished: at(opened) },
    { stage: 'plan' as const, arrived: at(opened), finished: end },
  ];
  return { id, unit, class: 'hv-single', business: '', state, opened: at(opened), ended: end, stays };
}

async function load(content: unknown, now: number) {
  const doc = readCalendarFile(content, SHIPPED);
  const head = { code: doc.code ?? 'cn', version: doc.version };
  expect(await saveCalendar(connection.db, { ...head, doc, by: '李', note: '' }, now)).toBe(true);
}

const clockOf = async (id: number) =>
  (
    await connection.db
      .selectFrom('case_clock')
      .selectAll()
      .where('case_id', '=', id)
      .where('rule_set', '=', RULE_SET)
      .execute()
  )[0]!;

it('a new year moves open deadlines that crossed into it, keeps the old ones, and leaves what was over alone', async () => {
  expect((await clockOf(1)).provisional).toBe(true);
  expect((await clockOf(2)).provisional).toBe(false);
  const rows = await tuples(connection, 'case_clock');
  await load(NEXT, NOW);
  const done = await judgeOtherRuleSets(connection.db, connection.pool);
  // The primary set first: of its cases the open ones and the one whose deadline lay beyond, not the one long over; plan
  // and utility sum of the first.
  expect(done[0]).toMatchObject({ ruleSet: RULE_SET, cases: 3, moved: 2 });
  const touched = rewritten(rows, await tuples(connection, 'case_clock')).filter((key) =>
    key.startsWith(`${RULE_SET}: `),
  );
  expect(touched).toEqual([`${RULE_SET}: 1`, `${RULE_SET}: 2`, `${RULE_SET}: 3`]);
  expect((await clockOf(1)).provisional).toBe(false);
  const moved = (await movedDeadlines(connection.db, { source: 'world', since: null })).filter(
    (one) => one.rules === 'demo-primary' && one.stage === 'plan',
  );
  expect(moved).toMatchObject([
    { case: 'C1', stage: 'plan', cause: 'calendar', calendarBefore: '2026', calendarAfter: '2027' },
  ]);
  expect([moved[0]!.before!.slice(0, 10), moved[0]!.after!.slice(0, 10)]).toEqual(['2027-01-13', '2027-01-14']);
  const stepwise = await dump(connection);
  await rebuild(connection.pool, { origin: ORIGIN, ruleSet: RULE_SET });
  expect(await dump(connection)).toEqual(stepwise);
  expect(await judgeOtherRuleSets(connection.db, connection.pool)).toEqual([]);
});

it('a calendar of some units moves their cases alone, and past days are counted anew for every case', async () => {
  const before = { one: await clockOf(1), two: await clockOf(2) };
  await load(LOCAL, NOW);
  const [done] = await judgeOtherRuleSets(connection.db, connection.pool);
  expect(done).toMatchObject({ cases: 4, moved: 2 });
  expect((await clockOf(1)).deadline).toEqual(before.one.deadline);
  const [was, is] = [before.two, await clockOf(2)].map(({ deadline, used, stage }) => [
    deadline[stage.indexOf(2)],
    used[stage.indexOf(2)],
  ]);
  // Two closed days: two working days fewer used, and the deadline two working days later.
  expect(is![1]).toBe(was![1]! - 2);
  expect(is![0]! - was![0]!).toBe(2 * 86_400e6);
});

it('judges again what an import has overtaken', async () => {
  const { pool } = connection;
  await judgeOtherRuleSets(connection.db, pool);
  const before = await dump(connection);
  await pool.query(`update judged set calendar_version = 'gone' where rule_set = $1`, [RULE_SET]);
  const other = await pool.connect();
  try {
    await other.query('begin');
    await other.query('update judged set version = version where rule_set = $1', [RULE_SET]);
    const judging = judgeOtherRuleSets(connection.db, pool);
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await pool.query(waits)).rowCount === 0) await new Promise((done) => setTimeout(done, 20));
    await other.query('commit');
    expect(await judging).toMatchObject([{ ruleSet: RULE_SET, cases: 4 }]);
  } finally {
    other.release();
  }
  expect(await dump(connection)).toEqual(before);
});

it('the command line loads, judges, lists versions and what moved, and refuses the same version again', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'yekuo-calendar-'));
  try {
    const file = join(dir, '2027.json');
    await writeFile(file, JSON.stringify(NEXT));
    const env = { DATABASE_URL: connection.url };
    const loaded = await yekuo(['calendar', 'load', file, '--by', '李', '--json'], env);
    expect(loaded.code, loaded.err).toBe(0);
    const lines = loaded.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { case: string; stage: string; rules: string });
    expect(lines.filter(({ rules }) => rules === 'demo-primary').map((line) => `${line.case} ${line.stage}`)).toEqual([
      'C1 utility-sum',
      'C1 plan',
    ]);
    const { out } = await yekuo(['calendar', 'list'], env);
    expect(out).toMatch(/\* cn 2027/);
    expect(out).toMatch(/ {2}cn 2026/);
    const again = await yekuo(['calendar', 'load', file, '--by', '李'], env);
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/is there already/)]);
    const slots = await connection.db.selectFrom('job_slot').select(['job', 'state']).execute();
    expect(slots).toEqual([{ job: 'rule-sets', state: 'done' }]);
  } finally {
    await rm(dir, { recursive: true });
  }
}, 240_000);
