import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replayRefused } from '../../../jobs/import/replay.ts';
import { withdrawFile } from '../../../jobs/import/withdraw.ts';
import { publishAll } from '../../../jobs/verdicts/publish.ts';
import { GRID, grid } from './grid.ts';
import { stateOf } from './state.ts';
import { takingPlace } from './taking.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');
/** The code table knows one word more. */
const MENDED = { ...GRID, states: { 在途: 'open', 归档: 'archived', 暂缓办理: 'open' } as const };
const LIST = grid('case', [
  '1,N,低压居民,新装,2025-03-01 09:00,,在途,农业,2025-03-03',
  '2,N,低压居民,新装,2025-03-02 09:00,,暂缓办理,农业,2025-03-03',
  '3,N,低压居民,新装,2025-03-02 09:00,,暂缓办理,,2025-03-04',
  '4,N,低压居民,新装,2025-02-30 09:00,,在途,,2025-03-03',
]);
const LATER = grid('case', ['2,N,低压居民,增容,2025-03-02 09:00,2025-03-09 10:00,归档,农业,2025-03-09']);

const account = async () =>
  (
    await place.pool.query(
      'select name, rows_in, rows_new, rows_changed, rows_same, rows_quarantined, reasons from import_file order by file',
    )
  ).rows as Record<string, unknown>[];
const replay = (over = {}) =>
  replayRefused(place.context, { source: 'grid', profile: MENDED, reason: 'unknown-status', ...over });

it('takes refused rows once the code table is mended, and moves them in the accounts of their file', async () => {
  await place.take(LIST, { name: 'list.csv' });
  await place.take(LATER, { name: 'later.csv' });
  expect(await account()).toMatchObject([
    { rows_in: 4, rows_new: 1, rows_quarantined: 3, reasons: { 'unknown-status': 2, 'bad-timestamp': 1 } },
    { rows_in: 1, rows_new: 1 },
  ]);
  expect(await replay()).toEqual({
    source: 'grid',
    files: [{ file: 'list.csv', new: 1, changed: 0, same: 1, refused: 0 }],
  });
  expect(await account()).toMatchObject([
    { rows_in: 4, rows_new: 2, rows_same: 1, rows_quarantined: 1, reasons: { 'bad-timestamp': 1 } },
    { rows_in: 1, rows_new: 1 },
  ]);
  const replays = await place.pool.query('select line, reason, rows_new, rows_same from replay');
  expect(replays.rows).toEqual([{ line: [3, 4], reason: 'unknown-status', rows_new: 1, rows_same: 1 }]);

  const whole = { source: 'whole', profile: MENDED };
  await place.take(LIST, whole);
  await place.take(LATER, whole);
  const facts = async (source: string) =>
    (await stateOf(place.database, source)).map((row) => row.replaceAll(/"(grid|whole)"/g, '"source"'));
  expect(await facts('grid')).toEqual(await facts('whole'));

  // What a replay took belongs to its file: it goes with it and stands when others go.
  const context = { ...place.context, publish: publishAll };
  for (const source of ['grid', 'whole']) await withdrawFile(context, { source, file: hashOf(LATER) });
  expect(await facts('grid')).toEqual(await facts('whole'));
  expect(await facts('grid')).toContainEqual(expect.stringContaining('"case_key":"3"'));
  await withdrawFile(context, { source: 'grid', file: 'list.csv' });
  expect((await facts('grid')).filter((row) => row.startsWith('case '))).toEqual([]);
});

it('takes one row by its line, leaves the others refused, and says when nothing is left', async () => {
  await place.take(LIST, { name: 'list.csv' });
  expect(await replay({ file: 'list.csv', line: 4, reason: undefined })).toMatchObject({
    files: [{ new: 1, refused: 0 }],
  });
  expect(await account()).toMatchObject([{ rows_new: 2, rows_quarantined: 2 }]);
  expect(await replay({ profile: GRID })).toMatchObject({ files: [{ new: 0, refused: 1 }] });
  expect(await replay()).toMatchObject({ files: [{ new: 1, refused: 0 }] });
  expect(await replay()).toMatchObject({ files: [] });
  await expect(replay({ file: 'other.csv' })).rejects.toThrow('has no refused rows there');
});

it('counts a row that stands beside its like of the same file as one more fact', async () => {
  const steps = grid('step', [
    '1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,',
    '1,受理,2025-03-01 09:00,,坏的时间,乙乙乙,',
  ]);
  await place.take(steps, { name: 'steps.csv' });
  const profile = { ...GRID, placeholders: ['坏的时间'] };
  expect(await replay({ profile, reason: 'bad-timestamp' })).toMatchObject({ files: [{ new: 1, changed: 0 }] });
  const facts = await place.pool.query('select cardinality(step) as events from case_fact');
  expect(facts.rows).toEqual([{ events: 2 }]);
});

it('tells in a dry run what the file then does, and changes nothing', async () => {
  await place.take(LIST);
  const before = await stateOf(place.database, 'grid');
  const again = LIST.replace('2025-03-04', '2025-03-05') + '5,N,低压居民,新装,2025-03-02 09:00,,在途,,2025-03-05\n';
  const tried = [];
  for (const source of ['another', 'grid']) tried.push(await place.take(again, { source, dryRun: true }));
  expect(await stateOf(place.database, 'grid')).toEqual(before);
  expect(await stateOf(place.database, 'another')).toEqual([]);
  expect(await account()).toHaveLength(1);
  for (const { source, status, rows, reasons, sha256 } of tried) {
    expect(await place.take(again, { source })).toMatchObject({ status, rows, reasons, sha256 });
  }
  expect(tried.map(({ rows }) => [rows.new, rows.changed, rows.same, rows.quarantined])).toEqual([
    [2, 0, 0, 3],
    [1, 0, 1, 3],
  ]);
});
