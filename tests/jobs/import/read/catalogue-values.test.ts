import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { expectOutcome, given, row, type Outcome } from './catalogue.ts';
import { read, written } from './reading.ts';

const time = (text: string) => row(`1,受理,${text},`);
const day = '2024-03-01T00:00:00+08:00';
const at = '2024-03-01T08:05:00+08:00';
const TIMES: [text: string, means: string | Outcome, patterns?: string[]][] = [
  ...['2024-03-01', '2024/3/1', '20240301', '2024.03.01', '2024年3月1日', '２０２４-03-01'].map(
    (t) => [t, day] as [string, string],
  ),
  ['2024-03-01 8:05', at],
  ['2024-03-01T08:05:00+08:00', at],
  ['2024-03-01T00:05:00Z', at],
  ['2024-03-01 上午 8:05', at],
  ['2024/02/29 下午 8:05', '2024-02-29T20:05:00+08:00'],
  ['24-3-1', 'Q bad-timestamp'],
  ['24-3-1', day, ['yy-M-d']],
  ['3/1/2024', 'Q bad-timestamp'],
  ['3/1/2024', day, ['M/d/yyyy']],
  ['01-MAR-24', 'Q bad-timestamp'],
  ['01-MAR-24', day, ['d-MMM-yy']],
  ['1709251500', at, ['epoch']],
  ['1709251500000', at, ['epoch-ms']],
  ['45352', 'Q bad-timestamp'],
  ['45352', day, ['excel']],
  ['60', 'Q bad-timestamp', ['excel']],
  ['2024-02-29 24:00', day],
  ['2024-02-29 24:00:00', day],
  ['2024-02-29 24:00:01', 'Q bad-timestamp'],
  ['2024-03-01 23:59:60', 'Q bad-timestamp'],
  ['2024-02-30', 'Q bad-timestamp'],
  ['2024-13-01', 'Q bad-timestamp'],
  ['0001-01-01', 'Q bad-timestamp'],
  ['9999-12-31', 'Q bad-timestamp'],
  ['1900-01-01', 'Q bad-timestamp'],
  ['1970-01-01 00:00:00', 'Q bad-timestamp'],
  ['1899-12-30', 'Q bad-timestamp'],
  ['1900-01-01 08:05:43', 'Q bad-timestamp'],
  ['1988-07-01 12:00', '1988-07-01T12:00:00+09:00'],
  ['1901-01-01 08:00:00', '1901-01-01T08:00:00+08:00'],
  // Local mean time, 8 h 5 min 43 s ahead.
  ['1850-05-01 12:00:00', '1850-05-01T03:54:17Z'],
  ['2024-03-01 10:00', '2024-03-01T10:00:00+08:00'],
  ['2024-03-01 10:15', 'Q future-timestamp'],
];

const now = Date.parse('2024-03-01T10:01:00+08:00') * 1000;

describe('5.4 dates', () => {
  it.each(TIMES)('%s: %s %j', async (text, means, patterns) => {
    const more = patterns ? { timestamps: patterns } : {};
    const reading = await read(written(time(text), 'file'), given(more), 'Asia/Shanghai', now);
    if (means.startsWith('Q')) return expectOutcome(reading, means as Outcome);
    expect(reading.refused).toEqual([]);
    expect(reading.events[0]?.finished).toBe(Date.parse(means) * 1000);
  });

  it('reads a declared placeholder as unknown', async () => {
    const { refused } = await read(written(time('1900-01-01'), 'file'), given({ placeholders: ['1900-01-01'] }));
    expect(refused).toMatchObject([{ reason: 'missing-timestamp' }]);
  });
});

/** As a case list writes them: what is read of 容量, 电压, 电源数目, and how many places give no number. */
const NUMBERS: [capacity: string, voltage: string, supplies: string, read: unknown[], unread: number][] = [
  ['"1,250"', '10kV', '2', [1250, null, 10, 2], 0],
  ['１２ｋＷ', '0.4千伏', '双电源', [12, 'kW', 0.4, 2], 0],
  ['800kVA', '380', '1', [800, 'kVA', 0.38, 1], 0],
  ['-315', '-', '/', [-315, null, null, null], 0],
  ['无', 'N/A', '', [null, null, null, null], 0],
  ['见附件', '高压', '若干', [null, null, null, null], 3],
  ['', '220', '1', [null, null, null, 1], 1],
];

/** 容量, 电压 and 电源数目 as before, and which of them is in a unit that is not its own. */
const MISMATCHES: [capacity: string, voltage: string, supplies: string, column: string, value: string][] = [
  ['30%', '10kV', '1', '容量', '30%'],
  ['１０千伏', '10kV', '1', '容量', '１０千伏'],
  ['160A', '10kV', '1', '容量', '160A'],
  ['630', '630 kV·A', '1', '电压', '630 kV·A'],
  ['630', '10kV', '2kV', '电源数目', '2kV'],
];

describe('5.4 numbers', () => {
  const fields = { opened: '受理', capacity: '容量', voltage: '电压', supplies: '电源数目' };
  const list: Profile = { name: 'list', tables: [{ shape: 'case', key: ['单号'], fields }] };
  it.each(NUMBERS)('%s, %s, %s', async (capacity, voltage, supplies, wanted, unread) => {
    const text = `单号,受理,容量,电压,电源数目\n1,2024-03-01,${capacity},${voltage},${supplies}\n`;
    const { rows, noted } = await read(written(text, 'file'), list);
    const [first] = rows.flatMap((of) => (of.kind === 'case' ? [of.attributes] : []));
    expect([first!.capacity, first!.capacityUnit, first!.voltage, first!.supplies]).toEqual(wanted);
    expect(noted.find(({ code }) => code === 'unread-quantities')?.n ?? 0).toBe(unread);
  });

  it.each(MISMATCHES)('%s, %s, %s: a unit of another quantity', async (capacity, voltage, supplies, column, value) => {
    const text = `单号,受理,容量,电压,电源数目\n1,2024-03-01,${capacity},${voltage},${supplies}\n2,2024-03-01,630,10,1\n`;
    const { rows, refused } = await read(written(text, 'file'), list);
    expect(rows).toHaveLength(1);
    expect(refused).toMatchObject([{ reason: 'unit-mismatch', line: 2, column, value }]);
  });
});

describe('5.2 words that look alike', () => {
  const log: Profile = {
    name: 'log',
    tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间', unit: '单位', operator: '人' } }],
  };
  const said = async (cells: string) => {
    const { events, refused } = await read(written(`单号,环节,单位,人,时间\n1,${cells},2024-03-01 08:00\n`), log);
    return [...events.map(({ step, unit, operator }) => [step, unit, operator]), ...refused.map((no) => no.reason)];
  };
  it.each([
    ['勘查,城东,甲', ['勘查', '城东', '甲']],
    ['勘查 ,\u3000城东\u00a0,甲\u200b', ['勘查', '城东', '甲']],
    ['"勘 查",０１０２,  ', ['勘 查', '0102', null]],
    ['勘查,城东（新区）,Ａ', ['勘查', '城东（新区）', 'Ａ']],
    [' ,城东,甲', 'missing-step'],
  ])('%s', async (cells, means) => {
    expect(await said(cells)).toEqual([means]);
  });

  it('a tree of units is told by the same codes', async () => {
    const tree: Profile = {
      name: 'units',
      tables: [{ shape: 'unit', fields: { unit: '编码', unitName: '名称', parent: '上级' } }],
    };
    const { rows } = await read(written('编码,名称,上级\n01,省公司,\n０１０２,城东 ,01 \n'), tree);
    expect(rows).toMatchObject([{ code: '01' }, { code: '0102', name: '城东', parent: '01' }]);
  });
});
