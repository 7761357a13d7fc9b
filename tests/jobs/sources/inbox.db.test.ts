import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { catchUp, type Line } from '../../../jobs/schedule.ts';
import { inboxLine } from '../../../jobs/sources/inbox-line.ts';
import { incompleteLine } from '../../../jobs/sources/incomplete-line.ts';
import { GRID, grid } from '../import/grid.ts';
import { workbook } from '../import/read/workbook.ts';
import { NOW, takingPlace } from '../import/taking.ts';

const HOUR = 3_600_000_000;
const STEP = '1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

const files = async () => (await place.pool.query('select name, status, reasons from import_file order by file')).rows;
const look = (line: Line, now = () => NOW) => catchUp({ db: place.db, now }, line, () => undefined);

it.skipIf(process.platform !== 'linux')('takes a file whose name is no UTF-8 on disk, once', async () => {
  const inbox = join(place.folder, 'inbox');
  mkdirSync(join(inbox, 'grid'), { recursive: true });
  const path = Buffer.concat([Buffer.from(join(inbox, 'grid/')), Buffer.from('b9a4b5a52e637376', 'hex')]);
  writeFileSync(path, grid('step', [STEP]));
  utimesSync(path, NOW / 1e6 - 3_600, NOW / 1e6 - 3_600);
  writeFileSync(join(inbox, 'grid/profile.json'), JSON.stringify(GRID));
  const line = inboxLine({ ...place.context, originals: place.context.originals!, inbox, busy: () => undefined });
  await look(line);
  await look(line);
  expect(await files()).toEqual([{ name: '工单.csv', status: 'imported', reasons: {} }]);
});

it('rejects a workbook that broke off once it has not come whole for a day', async () => {
  const book = workbook([{ name: 'x', rows: [grid('step', []).trim().split(','), STEP.split(',')] }]);
  for (const name of ['a.xlsx', 'b.xlsx'])
    await place.take(book.subarray(0, book.length - (name === 'a.xlsx' ? 40 : 41)), { name });
  await place.take(book, { name: 'b.xlsx' });
  const line = (hours: number) => incompleteLine({ ...place, now: () => NOW + hours * HOUR });
  expect(await line(23).due()).toEqual([]);
  await look(line(25));
  expect(await line(26).due()).toEqual([]);
  expect(await files()).toEqual([
    { name: 'a.xlsx', status: 'rejected', reasons: { 'never-completed': 1 } },
    { name: 'b.xlsx', status: 'held', reasons: { incomplete: 1 } },
    { name: 'b.xlsx', status: 'imported', reasons: {} },
  ]);
  const { rows } = await place.pool.query('select message, told from import_file where file = 1');
  expect(rows[0].message).toContain('a.xlsx: incomplete (');
  expect(rows[0].told.problem).toMatchObject({ code: 'never-completed', params: { file: 'a.xlsx', hours: 24 } });
});
