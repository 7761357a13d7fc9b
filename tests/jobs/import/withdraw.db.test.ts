import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withdrawFile } from '../../../jobs/import/withdraw.ts';
import { judgeOtherRuleSets } from '../../../jobs/verdicts/other-rule-sets.ts';
import { publishAll } from '../../../jobs/verdicts/publish.ts';
import { GRID, grid } from './grid.ts';
import { stateOf } from './state.ts';
import { takingPlace } from './taking.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

const FILES: Record<string, string> = {
  'units.csv': grid('unit', ['P,省公司,,,,,', 'N,北县,P,,,,', 'S,南县,P,,,,']),
  'more-units.csv': grid('unit', ['N,北县公司,P,,,,2025-03-01', 'W,西县,P,,,,']),
  'cases-1.csv': grid('case', [
    '1,N,低压居民,低压居民新装,2025-03-01 09:00,,在途,农业,2025-03-03',
    '2,S,高压单电源,高压新装,2025-03-02 09:00,,在途,,2025-03-03',
    '3,W,低压非居民,低压非居民新装,2025-03-03 09:00,,在途,,2025-03-03',
  ]),
  'cases-2.csv': grid('case', [
    '1,S,低压居民,低压居民增容,2025-03-01 09:00,2025-03-20 10:00,归档,工业,2025-03-20',
    '2,S,高压单电源,高压新装,2025-03-02 09:00,,在途,,2025-03-20',
  ]),
  'steps-1.csv': grid('step', [
    '1,业务受理,2025-03-01 09:00,,2025-03-01 10:00,甲,',
    '1,现场勘查,2025-03-01 10:00,,,乙,2025-03-01',
    '4,业务受理,2025-03-05 09:00,,2025-03-05 09:30,甲,',
  ]),
  'steps-2.csv': grid('step', [
    '1,现场勘查,2025-03-01 10:00,2025-03-02 08:00,2025-03-04 10:00,丙,2025-03-04',
    '2,业务受理,2025-03-02 09:00,,2025-03-02 10:00,甲,',
    '5,新环节,2025-03-06 09:00,,,丁,',
  ]),
  'notes.csv': grid('suspension', ['1,2025-03-02 08:00,2025-03-03 08:00,等客户', '2,2025-03-05 08:00,,等设计']),
  'more-notes.csv': grid('suspension', ['1,2025-03-02 08:00,2025-03-04 08:00,等客户资料']),
  'calls.csv': grid('callback', ['1,2025-03-22,2025-03-21 10:00,成功,满意,否,是']),
  'returns.csv': grid('return', ['1,2025-03-02 09:00,现场勘查,业务受理,乙,资料不全']),
  'complaints.csv': grid('complaint', [
    'T1,1,N,2025-03-10 10:00,95598,业扩报装,属实,',
    'T2,,N,2025-03-11 10:00,12398,业扩报装,,T1',
  ]),
};
const take = (name: string, over = {}) => place.take(FILES[name]!, { name, ...over });

it.each(['units.csv', 'cases-2.csv', 'steps-1.csv', 'more-notes.csv', 'complaints.csv'])(
  'returns to a source that never saw %s when it is withdrawn',
  async (name) => {
    for (const other of Object.keys(FILES)) if (other !== name) await take(other, { source: 'never' });
    for (const other of Object.keys(FILES)) expect((await take(other)).status).toBe('imported');
    await judgeOtherRuleSets(place.db, place.pool);
    const before = await stateOf(place.database, 'grid');
    const context = { ...place.context, publish: publishAll };
    const report = await withdrawFile(context, { source: 'grid', file: name });
    expect(report.reread).toBeLessThan(Object.keys(FILES).length - 1);
    await judgeOtherRuleSets(place.db, place.pool);
    const never = await stateOf(place.database, 'never');
    const after = await stateOf(place.database, 'grid');
    // The two sources differ in their names only.
    const same = (rows: string[]) => rows.map((row) => row.replaceAll(/"(grid|never)"/g, '"source"'));
    expect(same(after)).toEqual(same(never));
    expect(after).not.toEqual(before);
    expect((await take(name)).status).toBe('imported');
    await judgeOtherRuleSets(place.db, place.pool);
    expect(await stateOf(place.database, 'grid')).toEqual(before);
  },
);

it('leaves nothing but its line in the accounts of the only file when that is withdrawn', async () => {
  await take('steps-1.csv');
  const context = { ...place.context, publish: publishAll };
  expect(await withdrawFile(context, { source: 'grid', file: 'steps-1.csv' })).toMatchObject({
    cases: 2,
    gone: 2,
    reread: 0,
  });
  const { rows } = await place.pool.query(
    'select status, rows_in, rows_new, (select count(*)::int from case_fact) as cases, (select count(*)::int from cube) as parts, (select count(*)::int from step) as steps from import_file',
  );
  expect(rows).toEqual([{ status: 'withdrawn', rows_in: 3, rows_new: 3, cases: 0, parts: 0, steps: 0 }]);
});

it('changes nothing and says why where a file is unknown, its name fits several, or an original is gone', async () => {
  await take('steps-1.csv');
  await place.take(FILES['steps-2.csv']!, { name: 'steps-1.csv' });
  const before = await stateOf(place.database, 'grid');
  const withdraw = (file: string) => withdrawFile(place.context, { source: 'grid', file });
  await expect(withdraw('other.csv')).rejects.toThrow('holds no file "other.csv"');
  await expect(withdraw('steps-1.csv')).rejects.toThrow('holds 2 files "steps-1.csv"; say which by its hash');
  const { rows } = await place.pool.query<{ sha256: string }>('select sha256 from import_file order by file');
  rmSync(join(place.folder, 'originals', `${rows[1]!.sha256}.gz`));
  await expect(withdraw(rows[1]!.sha256.slice(0, 12))).rejects.toThrow(/its original .* is not kept/);
  expect(await stateOf(place.database, 'grid')).toEqual(before);
});
