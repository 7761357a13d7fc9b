import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from '../../sql/database.ts';
import { clientOf, inTransaction } from '../../sql/transaction.ts';
import { fillWhole, MANY } from '../../sql/write/bulk.ts';
import { freshDatabase } from '../database.ts';

let database: Connection;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

const indexes = async () =>
  (
    await database.pool.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where tablename = 'case_clock' order by indexname`,
    )
  ).rows;

const COLUMNS = `(origin, rule_set, case_id, unit, grp, state, opened, rule, stage, started, deadline, risk_at, stopped, used,
  days_over, verdict, paused, provisional, case_verdict, days, customer_only, late)`;
const row = (id: number) =>
  `insert into case_clock ${COLUMNS} values (1, 0, ${id}, 0, 0, 0, now(), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
   '{}', false, 0, 0, false, false)`;

/** Fills by one row and says how many indexes the table had meanwhile. */
const fill = (id: number, rows: number, meanwhile: () => Promise<unknown> = async () => undefined) =>
  inTransaction(database.pool, (trx) =>
    fillWhole(trx, 'case_clock', rows, async () => {
      await clientOf(trx).query(row(id));
      await meanwhile();
      const found = await clientOf(trx).query<{ n: number }>(
        `select count(*)::int as n from pg_indexes where tablename = 'case_clock'`,
      );
      return found.rows[0]!.n;
    }),
  );

it('fills an empty table without its indexes, makes the same ones, and leaves them alone otherwise', async () => {
  const before = await indexes();
  expect(before.length).toBeGreaterThan(2);
  await expect(
    inTransaction(database.pool, (trx) =>
      fillWhole(trx, 'case_clock', MANY, () => Promise.reject(new Error('killed'))),
    ),
  ).rejects.toThrow('killed');
  expect(await indexes()).toEqual(before);

  const other = await database.pool.connect();
  await other.query('begin; lock table case_clock in access share mode');
  expect(await fill(1, MANY)).toBe(before.length);
  await other.query('rollback; delete from case_clock');
  other.release();

  expect(await fill(1, MANY - 1)).toBe(before.length);
  await database.pool.query('delete from case_clock');
  expect(await fill(1, MANY)).toBe(0);
  expect(await indexes()).toEqual(before);
  expect(await fill(2, MANY)).toBe(before.length);
  await expect(fill(2, MANY)).rejects.toThrow('case_clock_pkey');
});

it('lets the empty table be read while the first import of a city fills it', async () => {
  await database.pool.query('delete from case_clock');
  const read = async () => {
    const reader = await database.pool.connect();
    try {
      await reader.query(`begin; set local lock_timeout = '500ms'`);
      expect((await reader.query('select from case_clock')).rowCount).toBe(0);
    } finally {
      await reader.query('rollback');
      reader.release();
    }
  };
  await fill(1, 150_000, read);
  expect((await database.pool.query('select from case_clock')).rowCount).toBe(1);
});
