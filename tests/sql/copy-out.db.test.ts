import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyOut, ints } from '../../sql/copy-out.ts';
import { inSnapshot } from '../../sql/read-ground/snapshot.ts';
import { freshDatabase } from '../database.ts';

let base: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

/** Every byte there is, and as many zeros as asked for. */
const ALL = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const question = (rows: number, zeros: number) => sql`
  select i - 2, (select string_agg(set_byte('\\x00', 0, byte), ''::bytea order by byte) from generate_series(0, 255) byte)
    || decode(repeat('00', ${sql.lit(zeros)}), 'hex') from generate_series(1, ${sql.lit(rows)}) i`;

test('rows come out as they are, with any bytes, however many', async () => {
  for (const [rows, zeros] of [
    [0, 0],
    [1, 0],
    [3, 5],
    [700, 900],
    [2, 400_000],
  ] as const) {
    const found = await copyOut(base.db, question(rows, zeros), { at: 'int4', bytes: 'bytea' });
    expect(found.map(({ at }) => at)).toEqual(Array.from({ length: rows }, (_, i) => i - 1));
    for (const { bytes } of found) {
      expect(Buffer.compare(bytes.subarray(0, 256), ALL)).toBe(0);
      expect(bytes.length).toBe(256 + zeros);
      expect(bytes.subarray(256).every((byte) => byte === 0)).toBe(true);
    }
  }
});

test('what was read stays as it is when the connection goes on', async () => {
  await inSnapshot(base.db, async (db) => {
    const [first, second] = await Promise.all([
      copyOut(db, sql`select 1, '\\x0102'::bytea`, { n: 'int4', bytes: 'bytea' }),
      copyOut(db, sql`select 2, '\\x0304'::bytea`, { n: 'int4', bytes: 'bytea' }),
    ]);
    await db.selectFrom('origin').selectAll().execute();
    expect([...first, ...second].map(({ n, bytes }) => [n, [...bytes]])).toEqual([
      [1, [1, 2]],
      [2, [3, 4]],
    ]);
  });
});

test('a question that fails says why and leaves the connection of use', async () => {
  await expect(copyOut(base.db, sql`select 1 / 0`, { n: 'int4' })).rejects.toThrow('division by zero');
  await expect(copyOut(base.db, sql`select nothing from nowhere`, { n: 'int4' })).rejects.toThrow('nowhere');
  expect(await copyOut(base.db, sql`select unnest(${ints([3, -4])})`, { n: 'int4' })).toEqual([{ n: 3 }, { n: -4 }]);
  expect(() => ints([1, NaN])).toThrow('NaN is no integer');
});
