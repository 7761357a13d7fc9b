import { describe, expect, it } from 'vitest';
import { rolesOf } from '../../../jobs/import/propose/names.ts';
import { readText } from './read/reading.ts';
import { workbook, type Cell } from './read/workbook.ts';

const day = (n: number) => `2024-03-${String(n).padStart(2, '0')}`;
const list = (head: string, row: (i: number) => string, rows = 8) =>
  readText(`${head}\n${Array.from({ length: rows }, (_, i) => `${row(i)}\n`).join('')}`);
const tableOf = async (reading: ReturnType<typeof list>) => (await reading).profile?.tables[0];

describe('proposing how a list of cases is read', () => {
  it('takes the step a case stands in for reached, not for finished, and the case for open', async () => {
    const reading = await list(
      '申请编号,供电单位,用户类别,受理日期,当前环节,环节到达时间,经办人',
      (i) => `3324${i},城关所,低压居民,${day(i + 1)},${['勘查', '答复'][i % 2]},${day(i + 3)} 09:30:00,张三`,
    );
    expect(reading.profile).toMatchObject({ endActivities: ['归档'] });
    expect(reading.table).toMatchObject({
      shape: 'step',
      fields: { step: '当前环节', arrived: '环节到达时间', opened: '受理日期', class: '用户类别', unit: '供电单位' },
    });
    expect(reading.table?.fields).not.toHaveProperty('finished');
    expect(reading.events[0]).toMatchObject({ step: '勘查', started: null, finished: null });
  });

  it('reads the milestones beside such a step, and of the step its name', async () => {
    const table = await tableOf(
      list(
        '申请编号,受理日期,答复日期,当前环节,环节到达时间',
        (i) => `3324${i},${day(i + 1)},${day(i + 2)},${['勘查', '验收'][i % 2]},${day(i + 3)}`,
      ),
    );
    expect(table).toMatchObject({ shape: 'case', fields: { opened: '受理日期' }, dimensions: ['当前环节'] });
    expect(Object.keys(table?.milestones ?? {})).toEqual(['受理日期', '答复日期']);
  });

  it('reads a column of ends that is still blank, so that the cases are open', async () => {
    const table = await tableOf(
      list('工单编号,供电单位,受理时间,送电时间,归档时间', (i) => `3324${i},城关所,${day(i + 1)},,`),
    );
    expect(table).toMatchObject({ shape: 'case', fields: { opened: '受理时间', ended: '归档时间' } });
    expect(Object.keys(table?.milestones ?? {})).toContain('送电时间');
  });

  it('holds a list of which one column does not tell day from month, and says which', async () => {
    const reading = await list(
      '工单编号,供电单位,受理日期,归档日期',
      (i) => `3324${i},城关所,${i + 1}/3/2024,2024-04-0${i + 1}`,
    );
    expect(reading.problem).toMatchObject({
      status: 'held',
      code: 'ambiguous-dates',
      params: { column: '受理日期', value: '1/3/2024' },
    });
    expect(reading.rows).toEqual([]);
  });

  it.each(['—', '——', '/', '无', '暂无', '待定'])('takes %s in a column of times for not known', async (nothing) => {
    const reading = await list(
      '流水号,供电单位,受理时间,验收时间,归档时间',
      (i) => `3324${i},城关所,${day(i + 1)},${i % 2 ? day(i + 2) : nothing},${day(i + 4)}`,
    );
    expect(reading).toMatchObject({ problem: null, refused: [] });
    expect(reading.rows).toHaveLength(8);
  });

  it('understands a list of which half the case numbers were spoiled, and refuses those by name', async () => {
    const reading = await list(
      '流水号,供电单位,受理时间,归档时间',
      (i) => `${i % 2 ? '3.32403E+15' : `3324${i}`},${['甲所', '乙所'][i >> 2]},${day(i + 1)},${day(i + 4)}`,
    );
    expect(reading).toMatchObject({ problem: null, shape: 'case' });
    expect(reading.refused.map(({ reason }) => reason)).toEqual(Array(4).fill('spoiled-identifier'));
  });

  it('reads sheets of another kind by tables of their own, though they name the case as the lists do', async () => {
    const cases: Cell[][] = Array.from({ length: 6 }, (_, i) => [`3324${i}`, '城关所', day(i + 1), day(i + 4)]);
    const returns: Cell[][] = cases.slice(0, 3).map(([key]) => [key!, `${day(2)} 10:00`, '审批', '勘查']);
    const reading = await readText(
      workbook([
        { name: '台账', rows: [['申请编号', '供电单位', '受理时间', '归档时间'], ...cases] },
        { name: '退回', rows: [['申请编号', '退回时间', '退回环节', '退回至环节'], ...returns] },
      ]),
    );
    expect(reading.profile?.tables.map(({ shape }) => shape)).toEqual(['case', 'return']);
    expect(reading.rows.filter(({ kind }) => kind === 'return')).toHaveLength(3);
    expect(reading.rows.at(-1)).toMatchObject({ fromStep: '审批', toStep: '勘查' });
  });

  it('understands a list that has some cases twice', async () => {
    const row = (i: number) => `3324${i % 9},城关所,${day(i + 1)},${day(i + 4)}`;
    expect(await list('工单编号,供电单位,受理时间,归档时间', row, 10)).toMatchObject({ problem: null, shape: 'case' });
  });

  it('takes the finest of the units side by side', async () => {
    const row = (i: number) =>
      `某市,${['甲县', '乙县'][i % 2]},${['甲', '乙'][i % 2]}${i >> 2}所,3324${i},${day(i + 1)}`;
    expect((await tableOf(list('市公司,县公司,供电所,工单编号,受理时间', row)))?.fields).toMatchObject({
      unit: '供电所',
    });
    const apart = (i: number) => `${['甲', '乙'][i % 2]},${'ABC'[i % 3]},3324${i},${day(i + 1)}`;
    expect((await tableOf(list('供电单位,受理单位,工单编号,受理时间', apart)))?.fields).toMatchObject({
      unit: '供电单位',
    });
  });

  it('knows a status by more words', async () => {
    const words = ['流程中', '已完结', '已终止', '已退单'];
    const { table, rows } = await list(
      '工单编号,供电单位,受理时间,流程状态',
      (i) => `3324${i},甲,${day(i + 1)},${words[i % 4]}`,
    );
    expect(table?.fields).toMatchObject({ state: '流程状态' });
    const states = rows.map((row) => (row.kind === 'case' ? row.attributes.state : null));
    expect(states.slice(0, 4)).toEqual(['open', 'archived', 'aborted', 'aborted']);
  });

  it('takes a report of late steps for steps, not for cases that begin and end with them', async () => {
    const row = (i: number) => `甲所,3324${i},${['答复', '检验'][i % 2]},${day(i + 1)},${day(i + 4)}`;
    const table = await tableOf(list('责任单位,工单编号,超时环节,环节开始时间,环节完成时间', row));
    expect(table).toMatchObject({
      shape: 'step',
      fields: { step: '超时环节', started: '环节开始时间', finished: '环节完成时间' },
    });
  });

  it('says of a column of times that gives none that it is not used', async () => {
    const { noted, table } = await list(
      '工单编号,供电所,受理日期,归档日期',
      (i) => `3324${i},甲,二〇二四年三月一日,${day(i + 4)}`,
    );
    expect(table?.fields).not.toHaveProperty('opened');
    expect(noted).toContainEqual({ code: 'unread-times', column: '受理日期', value: '二〇二四年三月一日' });
  });

  it('names the case number as missing where only a unit groups the rows', async () => {
    const { problem } = await list(
      '序号,供电所,受理日期,送电日期',
      (i) => `${i},${['甲', '乙'][i >> 2]},${day(i + 1)},${day(i + 4)}`,
    );
    expect(problem).toMatchObject({ status: 'held', code: 'missing-columns' });
    expect(problem?.params.missing).toContain('key (the case number)');
  });

  it('holds two lists side by side: no row is one case', async () => {
    const rows: Cell[][] = Array.from({ length: 6 }, (_, i) => [
      `1${i}`,
      day(i + 1),
      '',
      `2${i}`,
      day(i + 1),
      day(i + 4),
    ]);
    const reading = await readText(
      workbook([
        {
          name: 'x',
          rows: [
            ['在途', '', '', '归档', '', ''],
            ['工单编号', '受理时间', '', '工单编号', '受理时间', '归档时间'],
            ...rows,
          ],
        },
      ]),
    );
    expect(reading.problem).toMatchObject({ status: 'held', code: 'duplicate-column', column: '工单编号' });
  });

  it('reads a head of two rows whose lower one repeats the same names', async () => {
    const head: Cell[][] = [
      ['监控表'],
      ['申请编号', '供电单位', '供电方案答复', null, '竣工检验', null],
      [null, null, '开始时间', '完成时间', '开始时间', '完成时间'],
    ];
    const rows: Cell[][] = Array.from({ length: 6 }, (_, i) => [
      `3324${i}`,
      '城关所',
      ...[1, 2, 3, 4].map((k) => day(i + k)),
    ]);
    const reading = await readText(workbook([{ name: 'x', rows: [...head, ...rows] }]));
    expect(Object.keys(reading.table?.milestones ?? {})).toEqual([
      ...['供电方案答复开始时间', '供电方案答复完成时间', '竣工检验开始时间', '竣工检验完成时间'],
    ]);
    expect(reading.rows).toHaveLength(6);
  });
});

describe('proposing how a log is read', () => {
  const log = (head: string, row: (i: number, k: number) => string) =>
    readText(`${head}\n${Array.from({ length: 24 }, (_, n) => `${row(n >> 2, n % 4)}\n`).join('')}`);
  const at = (i: number, k: number) => `${day(i + 1)} ${String(8 + k).padStart(2, '0')}:00:00`;

  it('takes a person who does all steps of a case for who did them', async () => {
    const table = await tableOf(
      log('case_id,activity,timestamp,resource', (i, k) => `${i},${'ABCD'[k]},${at(i, k)},R${i}`),
    );
    expect(table?.fields).toMatchObject({ operator: 'resource' });
  });

  it('takes the type of an event for its activity where nothing else is', async () => {
    const table = await tableOf(log('orderId,eventType,eventTime', (i, k) => `${i},${'ABCD'[k]},${at(i, k)}`));
    expect(table).toMatchObject({ shape: 'event', fields: { step: 'eventType', at: 'eventTime' } });
  });

  it('takes a code of status that changes for the activity', async () => {
    const table = await tableOf(log('ticket_no,status_code,changed_at', (i, k) => `77${i},${10 * k},${at(i, k)}`));
    expect(table).toMatchObject({ key: ['ticket_no'], fields: { step: 'status_code', at: 'changed_at' } });
  });

  it('takes the new status of a change, not the old one, and its named month', async () => {
    const reading = await log(
      'Issue Key,From Status,To Status,Changed',
      (i, k) => `P-${i},${'XABC'[k]},${'ABCD'[k]},${String(i + 1).padStart(2, '0')}/Mar/24 ${k + 1}:05 PM`,
    );
    expect(reading.table?.fields).toEqual({ step: 'To Status', at: 'Changed' });
    expect(reading.events[1]?.finished).toBe(Date.UTC(2024, 2, 1, 6, 5) * 1000);
  });

  it('orders the steps of a day by their number', async () => {
    const row = (i: number, k: number) => `${i},${4 - k},${'ABCD'[k]},${day(i + 1 + (k >> 1))}`;
    expect((await tableOf(log('工单编号,环节序号,环节名称,完成日期', row)))?.fields).toMatchObject({
      sequence: '环节序号',
    });
  });

  it('reads the columns of a table of Hive, divided by U+0001', async () => {
    const row = (i: number, k: number) => `${i},${'ABCD'[k]},${at(i, k)},${at(i, k)}`.replaceAll(',', '\u0001');
    const reading = await log('工单编号,环节名称,到达时间,完成时间'.replaceAll(',', '\u0001'), row);
    expect(reading).toMatchObject({ problem: null, shape: 'step', refused: [] });
    expect(reading.events).toHaveLength(24);
  });

  it('reads a number that was written as a formula of its text', async () => {
    const reading = await log('工单编号,环节名称,完成时间', (i, k) => `="003${i}",${'ABCD'[k]},${at(i, k)}`);
    expect(reading.events[0]?.caseKey).toBe('0030');
    expect(reading.rowsIn).toBe(24);
  });

  it.each([
    ['a JSON file', '[{"case": "1", "time": "2024-03-01"}]', 'json'],
    [
      'a workbook as XML',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>',
      'excel-xml',
    ],
  ])('rejects %s by its name', async (_, text, found) => {
    expect((await readText(text)).problem).toMatchObject({
      status: 'rejected',
      code: 'unknown-format',
      params: { found },
    });
  });

  it('reads a log whose elements have a prefix', async () => {
    const event =
      '<x:event><x:string key="concept:name" value="a"/><x:date key="time:timestamp" value="2024-03-01T00:00:00Z"/></x:event>';
    const reading = await readText(
      `<?xml version="1.0"?><x:log xmlns:x="http://www.xes-standard.org/">${[1, 2].map((n) => `<x:trace><x:string key="concept:name" value="${n}"/>${event}${event}</x:trace>`).join('')}</x:log>`,
    );
    expect(reading).toMatchObject({ problem: null, format: 'xes', rowsIn: 4 });
    expect(reading.events.map(({ caseKey }) => caseKey)).toEqual(['1', '1', '2', '2']);
  });
});

it.each([
  ['供电单位（所）', 'unit'],
  ['受理时间（年月日）', 'opened'],
  ['申请容量（ｋＶＡ）', 'capacity'],
  ['关联业扩工单号', 'key'],
  ['营销工单号', 'key'],
  ['工作单号', 'key'],
  ['运单号', 'key'],
  ['案号', 'key'],
  ['申请人', 'personal'],
  ['户主', 'personal'],
  ['回退说明', 'reason'],
  ['物流节点', 'step'],
  ['changed_by', 'operator'],
  ['Date Received', 'opened'],
  ['Date Closed', 'ended'],
  ['ORG_NO', 'unit'],
  ['审批开始时间', 'started'],
  ['审批结束时间', 'finished'],
  ['Operator/处理人', 'operator'],
])('%s speaks of %s', (name, role) => {
  expect(rolesOf(name)[0]).toBe(role);
});

it.each(['父工单号', '上级工单号', '电能表编号'])('%s is no case number', (name) => {
  expect(rolesOf(name)).not.toContain('key');
});
