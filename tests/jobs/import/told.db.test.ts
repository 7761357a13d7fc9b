import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeScope } from '../../../api/access/scope-of.ts';
import { sayTold } from '../../../jobs/import/wording/say-told.ts';
import { deliveries } from '../../../sql/read/deliveries.ts';
import { imports } from '../../../sql/read/imports.ts';
import { GRID, grid, HEADS } from './grid.ts';
import { workbook } from './read/workbook.ts';
import { NOW, takingPlace } from './taking.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

it('keeps what an import had to tell so that it is read in either language', async () => {
  const step = ['1', '受理', '2025-03-01 09:00', '', '2025-03-01 24:00', '甲', ''];
  await place.take(workbook([{ name: '台账', state: 'hidden', rows: [HEADS.step.split(','), step] }]), {
    name: 'a.xlsx',
  });
  await place.take(grid('unit', ['P,省公司,,,,,', 'S,南县,Q,,,,']), { name: 'b.csv' });
  await place.take('乱,码\n1,2\n', { name: 'c.csv' });
  const { files } = await imports(place.db, wholeScope, {}, NOW);
  const said = new Map(files.map(({ name, told }) => [name, [sayTold(told, 'zh'), sayTold(told, 'en')]]));
  expect(said.get('a.xlsx')).toEqual([
    ['工作表“台账”：为隐藏工作表，其中 1 行照常读入。', '1 个“24:00”按次日零点计。'],
    ['Sheet "台账": hidden; its 1 rows are read.', "1 times of 24:00 are the next day's midnight."],
  ]);
  expect(said.get('b.csv')?.[0]).toContain('1 个单位的上级不在单位表中，暂列于顶层之下：S。');
  const [zh, en] = said.get('c.csv')!;
  expect([zh![0], en![0]]).toEqual([expect.stringMatching(/^c\.csv：缺少.*/), expect.stringMatching(/^c\.csv: /)]);
});

it('names the units and days that every one of the files before had, beside the source too', async () => {
  const list = (day: number, units: string[]) =>
    grid(
      'case',
      units.map((unit, n) => `${day}${n},${unit},低压居民,新装,2025-03-01 09:00,,在途,,2025-03-0${day}`),
    );
  const notes = async (content: string) =>
    (await place.take(content)).told!.noted.filter(({ code }) => code === 'fewer-units' || code === 'absent-days');
  const absent = async () => (await deliveries(place.db, wholeScope, {}, NOW)).sources[0]!.absent;
  for (let day = 1; day <= 5; day++)
    expect(await notes(list(day, day === 3 ? ['N', 'S'] : ['N', 'S', 'W']))).toEqual([]);
  expect(await notes(list(6, ['N', 'X']))).toEqual([{ code: 'fewer-units', n: 1, value: 'S' }]);
  expect(await absent()).toMatchObject([{ file: '6.csv', what: 'units', names: 'S' }]);
  expect(await notes(list(7, ['N', 'S']))).toEqual([]);
  expect(await absent()).toEqual([]);
  const rest = Array.from({ length: 21 }, (_, i) => 8 + i).filter((day) => day !== 25);
  const lines = rest.map((day) =>
    `${day},N,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-${day}`.replace(/-(\d)$/, '-0$1'),
  );
  expect(await notes(grid('case', lines))).toEqual([{ code: 'absent-days', n: 1, value: '2025-03-25' }]);
  await place.take(list(9, ['N']));
  expect(await absent()).toMatchObject([{ file: '8.csv', what: 'days', names: '2025-03-25' }]);
  await place.take(list(9, ['N']).replace('-09\n', '-25\n'));
  expect(await absent()).toEqual([]);
});
