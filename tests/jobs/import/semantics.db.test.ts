import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FLAGS } from '../../../sql/vocabulary.ts';
import { GRID, grid, HEADS, type GridTable } from './grid.ts';
import { workbook } from './read/workbook.ts';
import { takingPlace } from './taking.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

type File = [table: GridTable, ...lines: string[]];
/** `outcome`: what became of each file's rows; `facts`: a query and what it gives. */
type Line = [what: string, files: File[], outcome: string, facts?: [query: string, gives: string]];

const STEP = '1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,';
const LISTED = '1,N,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-03';
const FLAGGED = `select string_agg(flags::text, ' ') as gives from case_fact`;
const HOME = `select string_agg(u.code || ' ' || c.state, ' ') as gives from case_fact c join unit u using (origin, unit)`;
const EVENTS = `select string_agg(cardinality(step)::text, ' ' order by case_key) as gives from case_fact`;

/** What rows mean together: the reference's chapter on process semantics, where the design does not say otherwise. */
const SEMANTICS: Line[] = [
  [
    'a finish before the start',
    [['step', '1,受理,2025-03-01 09:00,,2025-03-01 08:00,甲,']],
    'new 1',
    [FLAGGED, String(FLAGS.endBeforeStart | FLAGS.negativeStep)],
  ],
  [
    'an end before the application',
    [['case', '1,N,低压居民,新装,2025-03-02 09:00,2025-03-01 09:00,归档,,2025-03-03']],
    'new 1',
    [FLAGGED, String(FLAGS.endBeforeStart)],
  ],
  [
    'steps in an impossible order',
    [['step', STEP, '1,送电,2025-02-01 09:00,,2025-02-01 10:00,甲,']],
    'new 2',
    [EVENTS, '2'],
  ],
  [
    'the same event in another file',
    [
      ['step', STEP],
      ['step', STEP, '2,受理,2025-03-01 09:00,,,甲,'],
    ],
    'new 1 | new 1 same 1',
    [EVENTS, '1 1'],
  ],
  ['identical rows within one file', [['step', STEP, STEP]], 'new 2', [EVENTS, '2']],
  [
    'the same key with other content',
    [
      ['step', STEP],
      ['step', '1,受理,2025-03-01 09:00,,2025-03-01 11:00,甲,2025-03-02'],
    ],
    'new 1 | changed 1',
    [EVENTS, '1'],
  ],
  [
    'a case moved to another unit',
    [
      ['case', LISTED],
      ['case', '1,S,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-20'],
    ],
    'new 1 | changed 1',
    [HOME, 'S 0'],
  ],
  [
    'two rows of one application in one list',
    [['case', LISTED, LISTED.replace(',N,', ',S,')]],
    'new 1 same 1',
    [HOME, 'S 0'],
  ],
  [
    'an unknown unit',
    [
      ['unit', 'P,省公司,,,,,', 'N,北县,P,,,,'],
      ['case', LISTED.replace(',N,', ',X,')],
    ],
    'new 2 | new 1',
    [FLAGGED, String(FLAGS.unknownUnit)],
  ],
  ['an unknown status', [['case', LISTED.replace('在途', '搁置')]], 'quarantined 1'],
  [
    'an unknown class',
    [['case', LISTED.replace('低压居民', '超高压')]],
    'new 1',
    ['select class as gives from case_fact', '超高压'],
  ],
  [
    'a case that was closed and opened again',
    [
      ['case', '1,N,低压居民,新装,2025-03-01 09:00,2025-03-05 09:00,归档,,2025-03-05'],
      ['case', LISTED.replace('2025-03-03', '2025-03-09')],
    ],
    'new 1 | changed 1',
    [HOME, 'N 0'],
  ],
  [
    'a case that was withdrawn',
    [['case', '1,N,低压居民,新装,2025-03-01 09:00,2025-03-05 09:00,中止,,2025-03-05']],
    'new 1',
    [HOME, 'N 2'],
  ],
  [
    'an event after the archive',
    [
      ['case', '1,N,低压居民,新装,2025-03-01 09:00,2025-03-05 09:00,归档,,2025-03-05'],
      ['step', '1,送电,2025-03-08 09:00,,2025-03-08 10:00,甲,'],
    ],
    'new 1 | new 1',
    [HOME, 'N 1'],
  ],
  [
    'a suspension that never ends',
    [['suspension', '1,2025-03-02 08:00,,等客户']],
    'new 1',
    ['select count(*)::text as gives from suspension where paused_to is null', '1'],
  ],
  [
    'a suspension that is resumed later',
    [
      ['suspension', '1,2025-03-02 08:00,,等客户'],
      ['suspension', '1,2025-03-02 08:00,2025-03-04 08:00,等客户'],
    ],
    'new 1 | changed 1',
    ['select count(*)::text as gives from suspension where paused_to is null', '0'],
  ],
  ['a grade that is none', [['callback', '1,2025-03-22,2025-03-21 10:00,成功,还行,否,否']], 'quarantined 1'],
  [
    'a callback told twice in two files',
    [
      ['callback', '1,2025-03-22,2025-03-21 10:00,成功,满意,否,否'],
      ['callback', '1,2025-03-22,2025-03-21 10:00,成功,满意,否,否', '2,2025-03-22,,,,,'],
    ],
    'new 1 | new 1 same 1',
  ],
  [
    'a callback before its case',
    [['callback', '1,2025-03-22,2025-03-21 10:00,成功,满意,否,否']],
    'new 1',
    ['select count(*)::text as gives from callback', '1'],
  ],
  ['a step that is still to come', [['step', '1,受理,2031-03-01 09:00,,,甲,']], 'quarantined 1'],
];

/** How files come: the reference's chapter on their delivery, as far as it is not the inbox's. */
const DELIVERY: Line[] = [
  [
    'an old file after a newer one',
    [
      ['step', '1,受理,2025-03-01 09:00,,2025-03-01 11:00,乙,2025-03-02'],
      ['step', '1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,2025-03-01'],
    ],
    'new 1 | same 1',
    [`select name as gives from party join case_fact f using (origin) where party = f.operator[1]`, '乙'],
  ],
  [
    'a file cut in two',
    [
      ['step', STEP],
      ['step', '1,送电,2025-03-02 09:00,,2025-03-02 10:00,甲,'],
    ],
    'new 1 | new 1',
    [EVENTS, '2'],
  ],
  ['a file of nothing but a header', [['step']], ''],
  ['a file of blank lines', [['step', ',,,,,,', '']], 'blank 2'],
  ['a file of totals', [['case', '合计,2,,,,,,,']], 'total 1'],
];

const outcomeOf = (rows: Record<string, number>): string =>
  Object.entries(rows)
    .filter(([name, n]) => name !== 'in' && n > 0)
    .map(([name, n]) => `${name} ${n}`)
    .join(' ');

describe.each([
  ['5.5 process semantics', SEMANTICS],
  ['5.6 delivery', DELIVERY],
])('%s', (_, lines) => {
  it.each(lines)('%s', async (_what, files, outcome, facts) => {
    const outcomes = [];
    for (const [table, ...rows] of files) {
      const report = await place.take(grid(table, rows));
      expect(report.status, report.message).toBe('imported');
      outcomes.push(outcomeOf(report.rows));
    }
    expect(outcomes.join(' | ')).toBe(outcome);
    if (facts) expect((await place.pool.query(facts[0])).rows).toEqual([{ gives: facts[1] }]);
  });
});

it('5.6 the same bytes under another name change nothing; other bytes under the same name are another file', async () => {
  expect(await place.take(grid('step', [STEP]), { name: 'a.csv' })).toMatchObject({ status: 'imported' });
  expect(await place.take(grid('step', [STEP]), { name: 'b.csv' })).toMatchObject({ status: 'unchanged' });
  const more = grid('step', [STEP, '2,受理,2025-03-01 09:00,,,甲,']);
  expect(await place.take(more, { name: 'a.csv' })).toMatchObject({ status: 'imported', rows: { new: 1, same: 1 } });
  const { rows } = await place.pool.query('select name, status from import_file order by file');
  expect(rows.map(({ name }: { name: string }) => name)).toEqual(['a.csv', 'a.csv']);
});

it.each([
  ['0 bytes', '', 0],
  ['blank lines', '\n\n , \n', 3],
  ['a header', grid('step', []), 0],
  ['a header and blank lines', grid('step', [',,,,,,']), 1],
])('5.1 a file of nothing but %s has come, is counted and is told to be empty', async (_what, content, blank) => {
  const report = await place.take(content);
  expect(report).toMatchObject({ status: 'imported', rows: { in: blank, blank }, reasons: {} });
  expect(report.told!.noted.map(({ code }) => code)).toContain('empty');
  expect((await place.take(grid('step', [STEP]))).told!.noted.map(({ code }) => code)).not.toContain('empty');
});

it('5.6 a file whose original cannot be kept stays taken, and is not taken again once it can', async () => {
  const path = place.write(grid('step', [STEP]), 'steps.csv');
  const originals = join(place.write('no folder', 'blocked'), 'originals');
  const take = (over: object) => place.take('', { path }, over);
  await expect(take({ originals })).rejects.toThrow('ENOTDIR');
  const facts = () =>
    place.pool.query('select file, status, (select count(*)::int from case_fact) as n from import_file');
  expect((await facts()).rows).toEqual([{ file: 1, status: 'imported', n: 1 }]);
  const { sha256, status } = await take({});
  expect(status).toBe('unchanged');
  expect((await facts()).rows).toEqual([{ file: 1, status: 'imported', n: 1 }]);
  expect(existsSync(join(place.context.originals!, `${sha256}.gz`))).toBe(true);
});

it('5.6 a file that is added to while it is read is rejected and taken whole the next time', async () => {
  const failpoint = (name: string) => {
    if (name === 'hashed') appendFileSync(join(place.folder, 'grows.csv'), '2,受理,2025-03-01 09:00,,,甲,\n');
  };
  const content = grid('step', [STEP]);
  expect(await place.take(content, { name: 'grows.csv' }, { failpoint })).toMatchObject({
    status: 'rejected',
    reasons: { 'changed-while-read': 1 },
  });
  expect((await place.pool.query('select from case_fact')).rows).toHaveLength(0);
  const path = join(place.folder, 'grows.csv');
  expect(await place.take('', { path, name: 'other.csv' })).toMatchObject({ status: 'imported', rows: { new: 2 } });
});

it('5.6 a workbook that broke off is held, and taken once it is there whole', async () => {
  const book = workbook([{ name: 'x', rows: [HEADS.step.split(','), STEP.split(',')] }]);
  const cut = await place.take(book.subarray(0, book.length - 40), { name: 'book.xlsx' });
  expect(cut).toMatchObject({ status: 'held', rows: { in: 0 } });
  expect(await place.take(book, { name: 'book.xlsx' })).toMatchObject({ status: 'imported', rows: { new: 1 } });
});

it('a ledger of bare dates: what ended on a day is over that very day, and counts in its month', async () => {
  const at = (hour: number) => ({ now: () => Date.UTC(2025, 2, 31, hour) * 1000 });
  const profile = { ...GRID, daily: false };
  const ledger = ['1,N,低压居民,新装,2025-03-01,2025-03-31,归档,,', '2,N,低压居民,新装,2025-03-02,,在途,,'];
  const said = async () =>
    (
      await place.pool.query(`select string_agg(f.case_key || ' ' || case when f.ended <= o.data_time
          then to_char(f.ended at time zone o.zone, 'YYYY-MM-DD') else 'open' end, ', ' order by f.case_key)
          || ' at ' || to_char(o.data_time at time zone o.zone, 'MM-DD HH24:MI') as gives
        from case_fact f join origin o using (origin) group by o.origin, o.data_time`)
    ).rows[0].gives;
  await place.take(grid('case', ledger), { profile }, at(7));
  expect(await said()).toBe('1 2025-03-31, 2 open at 03-31 00:00');
  const more = '3,N,低压居民,新装,2025-03-31 10:00,2025-03-31,归档,,';
  await place.take(grid('case', [...ledger, more]), { profile }, at(8));
  expect(await said()).toBe('1 2025-03-31, 2 open, 3 2025-03-31 at 03-31 10:00');
  expect((await place.pool.query('select max(flags) as gives from case_fact')).rows).toEqual([{ gives: 0 }]);
});
