import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { figures } from '../../../jobs/figures/figures.ts';
import { importFile, type Publish } from '../../../jobs/import/import-file.ts';
import type { Profile } from '../../../jobs/import/profile.ts';
import { publishPrimary } from '../../../jobs/verdicts/publish.ts';
import { figuresInput } from '../../../sql/read/figures-input.ts';
import { wholeScope } from '../../../api/access/scope-of.ts';
import { CASE_STATES, FLAGS, MARKS } from '../../../sql/vocabulary.ts';
import { saveRuleSets } from '../../../sql/write/rule-sets.ts';
import { expectConservation, expectKeptInCube, expectStanding } from '../../conservation.ts';
import { freshDatabase } from '../../database.ts';

const PROFILE: Profile = {
  name: 'grid',
  zone: 'Asia/Shanghai',
  tables: [
    { shape: 'unit', fields: { unit: '单位编码', unitName: '单位名称', parent: '上级单位编码' } },
    {
      shape: 'case',
      key: ['工单编号'],
      fields: {
        unit: '供电单位',
        class: '类别',
        opened: '受理时间',
        ended: '归档时间',
        state: '状态',
        dataDate: '数据日期',
      },
      dimensions: ['行业'],
    },
    {
      shape: 'step',
      key: ['工单编号'],
      fields: {
        ...{ step: '环节', arrived: '到达时间', finished: '完成时间', operator: '处理人', unit: '供电单位' },
        ...{ class: '类别', updated: '更新时间' },
      },
    },
    { shape: 'suspension', key: ['工单编号'], fields: { from: '暂停开始', to: '暂停结束', reason: '原因' } },
    {
      shape: 'callback',
      key: ['工单编号'],
      fields: { due: '应回访', made: '回访时间', answered: '结果', grade: '评价' },
    },
  ],
};
const STEPS = '工单编号,环节,到达时间,完成时间,处理人,供电单位\n';
const CASES = '工单编号,供电单位,类别,行业,受理时间,归档时间,状态,数据日期\n';
const UNITS = '单位编码,单位名称,上级单位编码\n';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let files = 0;
beforeEach(async () => {
  database = await freshDatabase();
  await saveRuleSets(database.db, RULE_SETS);
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(async () => {
  await expectConservation(database.db);
  await expectKeptInCube(database.db);
  await expectStanding(database.db);
  await database.close();
  rmSync(folder, { recursive: true });
});

/** Imports a file of this content; its accounts always add up. Returns what became of its rows. */
async function take(
  content: string | Uint8Array,
  options: { profile?: Profile | null; source?: string; name?: string } = {},
) {
  const { profile = PROFILE, source = 'grid', name = 'file.csv' } = options;
  const path = join(folder, `${++files}-${name}`);
  writeFileSync(path, content);
  const { db, pool } = database;
  const now = () => Date.UTC(2026, 0, 1) * 1000;
  const publish: Publish = async (trx, change) => void (await publishPrimary(trx, change));
  const report = await importFile({ db, pool, originals: null, publish, now }, { path, source, profile });
  expect(report.status, report.message).toBe('imported');
  const { in: rowsIn, ...parts } = report.rows;
  expect(Object.values(parts).reduce((sum, n) => sum + n, 0)).toBe(rowsIn);
  const { rows_in } = await db
    .selectFrom('import_file')
    .select('rows_in')
    .where('sha256', '=', report.sha256)
    .where('origin', '=', report.origin!)
    .executeTakeFirstOrThrow();
  expect(rows_in).toBe(rowsIn);
  return Object.fromEntries(Object.entries(report.rows).filter(([name, n]) => n > 0 && name !== 'in'));
}

/** The stored cases of a source with words for numbers, in order of their key. */
async function cases(source = 'grid') {
  const { db } = database;
  const rows = await db
    .selectFrom('case_fact as c')
    .innerJoin('origin as o', 'o.origin', 'c.origin')
    .innerJoin('unit as u', (join) => join.onRef('u.origin', '=', 'c.origin').onRef('u.unit', '=', 'c.unit'))
    .selectAll('c')
    .select('u.code as home')
    .where('o.source', '=', source)
    .orderBy('c.case_key')
    .execute();
  return rows.map((row) => ({
    ...{ key: row.case_key, home: row.home, class: row.class, dims: row.dims, flags: row.flags },
    ...{
      state: CASE_STATES[row.state],
      events: row.step.length,
      finished: row.finished.map(day),
      ended: day(row.ended),
    },
  }));
}
const day = (at: number | null) => at && new Date(at / 1000 + 8 * 3_600_000).toISOString().slice(0, 10);
const figuresOf = async (source = 'grid', unit?: string) =>
  figures(await figuresInput(database.db, wholeScope, { source, unit }));

it('merges later files into stored cases', async () => {
  expect(await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n2,勘查,2025-03-01,2025-03-03,甲,N\n`)).toEqual({
    new: 2,
  });
  const more = `${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n1,答复,2025-03-02,2025-03-05,乙,N\n3,勘查,2025-03-04,2025-03-06,乙,S\n`;
  expect(await take(more)).toEqual({ new: 2, same: 1 });
  expect(await cases()).toMatchObject([
    { key: '1', events: 2, finished: ['2025-03-02', '2025-03-05'], home: 'N' },
    { key: '2', events: 1 },
    { key: '3', events: 1, home: 'S' },
  ]);
  expect(await figuresOf()).toMatchObject({
    ...{ cases: 3, events: 4, activities: { 勘查: 3, 答复: 1 } },
    rows: { in: 5, new: 4, same: 1 },
    variants: { count: 2 },
  });
});

it.each(['as they come', 'the other way round'])(
  'corrects a step by the later update, files taken %s',
  async (order) => {
    const header = '工单编号,环节,到达时间,完成时间,处理人,更新时间\n';
    const drafted = `${header}1,勘查,2025-03-01,2025-03-02,甲,2025-03-02 08:00\n`;
    const corrected = `${header}1,勘查,2025-03-01,2025-03-04,乙,2025-03-05 08:00\n`;
    const inOrder = order === 'as they come';
    await take(inOrder ? drafted : corrected);
    expect(await take(inOrder ? corrected : drafted)).toEqual(inOrder ? { changed: 1 } : { same: 1 });
    expect(await cases()).toMatchObject([{ events: 1, finished: ['2025-03-04'] }]);
    expect((await figuresOf()).caseDurationS.mean).toBe(3 * 86_400);
  },
);

it.each(['before', 'after'])(
  'lets an archived increment close the case of an in-flight snapshot that comes %s it',
  async (when) => {
    const snapshot = `${CASES}1,N,低压居民,农业,2025-03-01,,在途,2025-03-03\n2,N,低压居民,农业,2025-03-02,,在途,2025-03-03\n`;
    const archived = `${CASES}1,N,低压居民,农业,2025-03-01,2025-03-04 10:00,归档,2025-03-04\n`;
    await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n2,勘查,2025-03-02,2025-03-03,甲,N\n`);
    await take(when === 'before' ? snapshot : archived);
    await take(when === 'before' ? archived : snapshot);
    expect(await cases()).toMatchObject([
      { key: '1', state: 'archived', ended: '2025-03-04', class: 'lv-resident' },
      { key: '2', state: 'open', ended: null },
    ]);
    expect((await figuresOf()).rows).toMatchObject({ in: 5 });
  },
);

it('lets a case list win over the steps field by field', async () => {
  await take('工单编号,环节,到达时间,完成时间,供电单位,类别\n1,勘查,2025-03-01,2025-03-02,N,低压居民\n');
  expect(await take(`${CASES}1,S,,农业,2025-02-27,,,2025-03-03\n`)).toEqual({ new: 1 });
  expect(await cases()).toMatchObject([{ home: 'S', class: 'lv-resident', dims: { 行业: '农业' } }]);
  expect((await figuresOf('grid', 'S')).cases).toBe(1);
});

it('takes suspensions and callbacks before their case and corrects them after it', async () => {
  await take('工单编号,暂停开始,暂停结束,原因\n1,2025-03-02,,等客户\n');
  await take('工单编号,应回访,回访时间,结果,评价\n1,2025-03-06,,,\n');
  expect(await cases()).toEqual([]);
  await take(`${STEPS}1,勘查,2025-03-01,2025-03-05,甲,N\n`);
  expect((await figuresOf()).satisfaction).toMatchObject({ due: 1, made: 0, answered: 0 });
  expect(await take('工单编号,暂停开始,暂停结束,原因\n1,2025-03-02,2025-03-04,等客户\n')).toEqual({ changed: 1 });
  expect(await take('工单编号,应回访,回访时间,结果,评价\n1,2025-03-06,2025-03-06 09:00,成功,满意\n')).toEqual({
    changed: 1,
  });
  const paused = await database.db.selectFrom('suspension').select(['paused_to', 'case_key']).execute();
  expect(paused.map(({ paused_to, case_key }) => [case_key, day(paused_to)])).toEqual([['1', '2025-03-04']]);
  expect((await figuresOf()).satisfaction).toMatchObject({ due: 1, made: 1, answered: 1, rate: 1, score: 80 });
});

it('brings cases of an unknown unit home when a later unit table names it', async () => {
  await take(`${UNITS}P,省公司,\nN,北县,P\n`);
  await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n2,勘查,2025-03-01,2025-03-03,甲,S\n`);
  expect(await cases()).toMatchObject([
    { home: 'N', flags: 0 },
    { home: '?', flags: FLAGS.unknownUnit },
  ]);
  expect(await take(`${UNITS}P,省公司,\nS,南县,P\n`)).toEqual({ new: 1, same: 1 });
  expect(await cases()).toMatchObject([
    { home: 'N', flags: 0 },
    { home: 'S', flags: 0 },
  ]);
  expect((await figuresOf('grid', 'S')).cases).toBe(1);
  expect((await figuresOf('grid', 'P')).cases).toBe(2);
});

it('plants cases into a unit table that comes after them', async () => {
  await take(
    `${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n2,勘查,2025-03-01,2025-03-03,甲,S\n3,勘查,2025-03-01,2025-03-03,甲,\n`,
  );
  expect((await cases()).map(({ home }) => home)).toEqual(['N', 'S', 'grid']);
  await take(`${UNITS}P,省公司,\nC,市公司,P\nN,北县,C\n`);
  expect((await cases()).map(({ home }) => home)).toEqual(['N', '?', '?']);
  expect((await figuresOf('grid', 'C')).cases).toBe(1);
  expect((await figuresOf('grid', 'P')).cases).toBe(3);
});

it('keeps five municipalities apart whose case numbers collide', async () => {
  const profile: Profile = {
    name: 'cities',
    tables: [{ shape: 'event', key: ['城市', '单号'], fields: { step: '环节', at: '时间', unit: '城市' } }],
  };
  const cities = ['甲', '乙', '丙', '丁', '戊'];
  const rows = cities.flatMap((city) => [1, 2].map((n) => `${city},${n},受理,2025-03-0${n} 08:00\n`));
  await take(`城市,单号,环节,时间\n${rows.join('')}`, { profile });
  const more = `城市,单号,环节,时间\n甲,1,归档,2025-03-09 08:00\n`;
  expect(await take(more, { profile })).toEqual({ new: 1 });
  const found = await figuresOf();
  expect([found.cases, found.events, found.units.length]).toEqual([10, 11, 5]);
  expect((await figuresOf('grid', '甲')).events).toBe(3);
});

it('finds all rows the same when the same content was saved again in another form', async () => {
  const profile: Profile = {
    name: 'log',
    zone: 'UTC',
    tables: [
      {
        shape: 'event',
        key: ['case:concept:name'],
        fields: { step: 'concept:name', at: 'time:timestamp', operator: 'org:resource' },
      },
    ],
  };
  const header = 'case:concept:name,concept:name,time:timestamp,org:resource';
  const rows = [
    '1,a,2025-03-01T08:00:00Z,x',
    '1,b,2025-03-02T08:00:00Z,y',
    '1,b,2025-03-02T08:00:00Z,y',
    '2,a,2025-03-03T08:00:00Z,',
  ];
  const lines = [header, ...rows];
  const xes = ['1', '2'].map((key) => {
    const events = rows.map((row) => row.split(',')).filter(([number]) => number === key);
    const texts = events.map(
      ([, name, at, who]) =>
        `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/>` +
        `${who ? `<string key="org:resource" value="${who}"/>` : ''}</event>`,
    );
    return `<trace><string key="concept:name" value="${key}"/>${texts.join('')}</trace>`;
  });
  const asFile = (some: readonly string[], end = '\n') => some.map((line) => line + end).join('');
  expect(await take(asFile(lines), { profile })).toEqual({ new: 4 });
  const before = await cases();
  const saved: [string, string | Uint8Array][] = [
    ['reversed.csv', asFile([header, ...rows.toReversed()])],
    ['crlf.csv', asFile(lines, '\r\n')],
    ['semicolon.csv', asFile(lines).replaceAll(',', ';')],
    ['marked.csv', `\uFEFF${asFile(lines)}`],
    ['log.csv.gz', gzipSync(asFile(lines))],
    ['log.xes', `<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0">${xes.join('')}</log>`],
  ];
  for (const [name, content] of saved) expect(await take(content, { profile, name }), name).toEqual({ same: 4 });
  expect(await cases()).toEqual(before);
  const found = await figuresOf();
  expect([found.cases, found.events, found.rows.in]).toEqual([2, 4, 28]);
});

it('keeps no accounts that do not add up', async () => {
  await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n`);
  for (const column of ['in', 'new', 'changed', 'same', 'quarantined', 'blank', 'total'])
    await expect(database.pool.query(`update import_file set rows_${column} = rows_${column} + 1`)).rejects.toThrow(
      'violates check constraint',
    );
});

it('keeps the same case numbers of two sources two cases', async () => {
  await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n`);
  expect(await take(`${STEPS}1,勘查,2025-03-01,2025-03-02,甲,N\n`, { source: 'other' })).toEqual({ new: 1 });
  await take(`${STEPS}1,答复,2025-03-02,2025-03-04,甲,N\n`, { source: 'other' });
  expect([(await figuresOf()).events, (await figuresOf('other')).events]).toEqual([1, 2]);
  expect((await cases()).length + (await cases('other')).length).toBe(2);
});

it('keeps a case that ends before it starts, flags it and leaves it out of durations', async () => {
  await take(`${STEPS}1,勘查,2025-03-05,2025-03-02,甲,N\n2,勘查,2025-03-01,2025-03-03,甲,N\n`);
  expect(await cases()).toMatchObject([
    { key: '1', flags: FLAGS.endBeforeStart | FLAGS.negativeStep, events: 1 },
    { key: '2', flags: 0 },
  ]);
  expect(await figuresOf()).toMatchObject({
    ...{ cases: 2, events: 2, excluded: { 'end-before-start': 1 } },
    caseDurationS: { n: 1, mean: 2 * 86_400 },
  });
});

it('keeps what a case list says of the connection; what it does not speak of stays unknown', async () => {
  const [table] = PROFILE.tables.filter(({ shape }) => shape === 'case');
  const fields = {
    ...table!.fields,
    ...{ voltage: '电压等级', capacity: '容量', manager: '客户经理', important: '重要性等级', externalLine: '外线' },
  };
  const profile: Profile = { ...PROFILE, tables: [{ ...table!, fields }] };
  const head = '工单编号,受理时间,状态,数据日期,电压等级,容量,客户经理,重要性等级,外线\n';
  await take(`${head}1,2025-03-01,在途,2025-03-02,10kV,"1,250kVA",经理甲,一级,否\n`, { profile });
  await take(`${head}1,2025-03-01,在途,2025-03-03,,-200,经理乙,,\n`, { profile });
  const { rows } = await database.pool.query(
    `select f.voltage, f.capacity, f.capacity_unit, f.supplies, f.customers, f.industry, p.name as manager, f.marks, f.marks_known
     from case_fact f left join party p on p.origin = f.origin and p.party = f.manager`,
  );
  const bit = (mark: (typeof MARKS)[number]) => 1 << MARKS.indexOf(mark);
  // The later list row counts whole: it says nothing of voltage and marks.
  expect(rows).toEqual([
    {
      ...{ voltage: null, capacity: -200, capacity_unit: null, supplies: null, customers: null, industry: null },
      ...{ manager: '经理乙', marks: 0, marks_known: 0 },
    },
  ]);
  await take(`${head}1,2025-03-01,在途,2025-03-04,10kV,"1,250kVA",经理乙,一级,否\n`, { profile });
  const after = await database.db.selectFrom('case_fact').selectAll().executeTakeFirstOrThrow();
  expect(after).toMatchObject({ voltage: 10, capacity: 1250, capacity_unit: 'kVA', marks: bit('important') });
  expect(after.marks_known).toBe(bit('important') | bit('external-line'));
});
