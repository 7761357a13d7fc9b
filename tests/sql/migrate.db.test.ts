import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, migrations } from '../../sql/migrate.ts';
import { freshDatabase } from '../database.ts';

let base: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

test('a migrated database has nothing left to apply', async () => {
  expect(migrations.length).toBeGreaterThan(0);
  expect(await migrate(base.pool)).toEqual([]);
});

test('several programs may migrate one empty database at once, and each file is applied once', async () => {
  await base.pool.query('drop schema public cascade; create schema public');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(base.pool)));
  expect(applied.flat().sort()).toEqual(migrations.map((m) => m.name));
});

test('a file that was changed after it had been applied is refused', async () => {
  await base.pool.query("update schema_migration set checksum = 'other' where name = $1", [migrations[0]?.name]);
  await expect(migrate(base.pool)).rejects.toThrow(/0001_foundation\.sql was changed after/);
  await base.pool.query('update schema_migration set checksum = $1 where name = $2', [
    migrations[0]?.checksum,
    migrations[0]?.name,
  ]);
});

test('a database of a newer program is refused', async () => {
  await base.pool.query("insert into schema_migration values ('9999_later.sql', 'x')");
  await expect(migrate(base.pool)).rejects.toThrow(/newer program \(migration 9999_later\.sql\)/);
});

test('instants, counts and arrays come back as the program writes them', async () => {
  const { rows } = await base.pool.query(
    "select '2024-03-01 12:00:00.123456+08'::timestamptz as at, count(*) as n, array['2024-03-01 12:00+08', null]::timestamptz[] as several",
  );
  expect(rows[0]).toEqual({ at: 1709265600123456, n: 1, several: [1709265600000000, null] });
});
