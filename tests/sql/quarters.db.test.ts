import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyRows } from '../../sql/copy.ts';
import type { Connection } from '../../sql/database.ts';
import { sumsOf } from '../../sql/histogram.ts';
import { migrations } from '../../sql/migrate.ts';
import { pieceOf } from '../../sql/piece.ts';
import { unpackQuarter } from '../../sql/quarter.ts';
import { clientOf, inTransaction } from '../../sql/transaction.ts';
import { freshDatabase } from '../database.ts';
import { dump } from '../jobs/verdicts/dump.ts';
import { DAY, importCases, makeWorld, START, type CaseSpec } from '../jobs/verdicts/world.ts';

const texts = (starting: string) => migrations.find(({ name }) => name.startsWith(starting))!.text;
/** The table as it was: a row per piece. */
const before = /create table cube \([^;]*\);\ncreate index cube_unit[^;]*;/.exec(texts('0001'))![0];
const COLUMNS = {
  origin: 'int4',
  rule_set: 'int2',
  unit: 'int4',
  piece: 'int4',
  stage: 'int2',
  n: 'int4',
  decided: 'int4',
  late: 'int4',
  undecidable: 'int4',
  hist: 'bytea',
  written: 'int8',
} as const;

let connection: Connection;
beforeEach(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, 2);
});
afterEach(() => connection.close());

/** Accepted every third day, replied later and later, some never. */
function specs(): CaseSpec[] {
  return Array.from({ length: 60 }, (_, id) => {
    const opened = START + id * 3 * DAY;
    const ended = id % 7 === 0 ? null : opened + (id % 40) * DAY;
    return {
      id: id + 1,
      unit: 3 + (id % 3),
      class: 'hv-single',
      business: '高压新装',
      state: ended === null ? 'open' : 'archived',
      opened,
      ended,
      stays: [{ stage: 'acceptance', arrived: opened, finished: ended }],
    };
  });
}

it('rows of a piece become rows of a quarter that hold the same', async () => {
  await importCases(connection, specs(), START + 250 * DAY);
  const whole = await dump(connection);
  const rows = await connection.db.selectFrom('cube').selectAll().execute();
  const parts = rows.flatMap(({ quarter, hists, ...row }) =>
    Array.from(unpackQuarter(hists, quarter), ([piece, hist]) => ({ ...row, ...sumsOf(hist), piece, hist })),
  );
  expect(new Set(parts.map(({ piece }) => piece)).size).toBeGreaterThan(8);
  expect(parts.some(({ piece }) => piece === pieceOf(2024, 3, 26))).toBe(true);

  await connection.pool.query(`drop table cube; ${before}`);
  await inTransaction(connection.pool, (trx) => copyRows(clientOf(trx), 'cube', COLUMNS, parts));
  await connection.pool.query(texts('0026'));
  expect(await dump(connection)).toEqual(whole);
});
