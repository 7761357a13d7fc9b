import { afterEach, beforeEach, expect, it } from 'vitest';
import { wholeScope } from '../../../api/access/scope-of.ts';
import { replayRefused } from '../../../jobs/import/replay.ts';
import { withdrawFile } from '../../../jobs/import/withdraw.ts';
import { quarantine } from '../../../sql/read/quarantine.ts';
import { GRID, HEADS } from './grid.ts';
import { workbook } from './read/workbook.ts';
import { NOW, takingPlace } from './taking.ts';

const head = HEADS.case.split(',');
const row = (key: string, state: string, remark = '农业') => [
  ...[key, 'N', '低压居民', '新装', '2025-03-01 09:00', '', state, remark, '2025-03-03'],
];
const BOOK = workbook([
  { name: '在途', rows: [head, row('1', '在途'), row('2', '搁置', '备注甲')] },
  { name: '归档', rows: [['三月归档'], head, row('3', '在途'), row('4', '搁置', '备注乙')] },
]);

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => {
  place = await takingPlace(GRID);
  const { rows, message } = await place.take(BOOK, { name: 'book.xlsx' });
  expect(rows, message).toMatchObject({ in: 4, new: 2, quarantined: 2 });
  expect(message).toContain('book.xlsx, sheet 归档, line 4: 状态 "搁置"');
});
afterEach(() => place.close());
const ask = async (question: { q?: string } = {}) =>
  (await quarantine(place.db, wholeScope, question, NOW)).rows.map(({ sheet, line, column }) => [sheet, line, column]);

it('tells of a refused row its sheet and its line there, and finds it by any of its texts', async () => {
  const [first, second] = [
    ['在途', 3, '状态'],
    ['归档', 4, '状态'],
  ];
  expect(await ask()).toEqual([first, second]);
  expect(await ask({ q: '归档' })).toEqual([second]);
  expect(await ask({ q: '备注甲' })).toEqual([first]);
  expect(await ask({ q: '搁置' })).toEqual([first, second]);
  expect(await ask({ q: '状态' })).toEqual([first, second]);
  expect(await ask({ q: 'book.x' })).toEqual([first, second]);
  expect(await ask({ q: '没有' })).toEqual([]);
});

it('finds nothing in rows that may hold personal data, and shows none of them', async () => {
  const tables = GRID.tables.map((table) => (table.shape === 'case' ? { ...table, personal: ['客户'] } : table));
  await place.db
    .updateTable('origin')
    .set({ profile: JSON.stringify({ ...GRID, tables }) as never })
    .execute();
  expect(await ask({ q: '备注甲' })).toEqual([]);
  expect(await ask({ q: '搁置' })).toHaveLength(2);
  const { rows } = await quarantine(place.db, wholeScope, {}, NOW);
  expect(rows.map(({ raw, masked }) => [raw, masked])).toEqual([
    ['', true],
    ['', true],
  ]);
});

it('goes on hiding rows once their file is withdrawn, and counts them no more but with the file', async () => {
  const tables = GRID.tables.map((table) => (table.shape === 'case' ? { ...table, personal: ['客户'] } : table));
  const book = workbook([
    {
      name: '在途',
      rows: [
        [...head, '客户'],
        [...row('5', '搁置'), '张三'],
      ],
    },
  ]);
  const { sha256 } = await place.take(book, { name: 'names.xlsx', profile: { ...GRID, tables } });
  const read = async (question: { file?: string } = {}) =>
    (await quarantine(place.db, wholeScope, question, NOW)).rows.map(({ file, raw, masked }) => [file, raw, masked]);
  const book1 = ['book.xlsx', '', true];
  expect(await read()).toEqual([['names.xlsx', '', true], book1, book1]);
  await withdrawFile(place.context, { source: 'grid', file: sha256 });
  expect(await read()).toEqual([book1, book1]);
  expect(await read({ file: sha256 })).toEqual([['names.xlsx', '', true]]);
});

it('tries one row of the second sheet again by its sheet and line', async () => {
  const profile = { ...GRID, states: { 在途: 'open', 搁置: 'open' } as const };
  const one = { source: 'grid', profile, file: 'book.xlsx', sheet: '归档', line: 4 };
  expect(await replayRefused(place.context, { ...one, sheet: '在途' })).toMatchObject({ files: [] });
  expect(await replayRefused(place.context, one)).toMatchObject({ files: [{ new: 1, refused: 0 }] });
  expect(await ask()).toEqual([['在途', 3, '状态']]);
  const { rows } = await place.pool.query('select sheet, line from replay');
  expect(rows).toEqual([{ sheet: ['归档'], line: [10_000_004] }]);
});
