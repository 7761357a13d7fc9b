import { describe, expect, it } from 'vitest';
import { proposeProfile } from '../../../jobs/import/propose/propose-profile.ts';
import { sayGuess } from '../../../jobs/import/wording/guess-words.ts';
import type { Proposal } from '../../../jobs/import/propose/sample.ts';
import { readText } from './read/reading.ts';

const STEPS = ['受理', '勘查', '答复', '送电'];
const STAFF = ['甲', '乙', '丙'];
const two = (n: number) => String(n).padStart(2, '0');

/** Twelve cases of four steps: number, activity, arrival, end, unit, person, department of the case. */
const ROWS = Array.from({ length: 12 }, (_, n) =>
  STEPS.map((step, k) => [
    ...[
      `20250000${two(n)}`,
      step,
      `2025-03-${two(n + 1)} ${two(8 + 2 * k)}:00`,
      `2025-03-${two(n + 1)} ${two(9 + 2 * k)}:30`,
    ],
    ...[`供电所${n % 3}`, STAFF[(n + k) % 3]!, `营业班${n % 2}`],
  ]),
).flat();

/** A profile proposed for the first columns of the rows above under these names. */
const propose = (names: readonly string[], rows: readonly (readonly string[])[] = ROWS): Proposal =>
  proposeProfile({ name: 'ledger', columns: names, rows: rows.map((row) => row.slice(0, names.length)), zone: 'UTC' });
const table = ({ profile }: Proposal) => profile?.tables[0];
const asCsv = (names: readonly string[], rows: readonly (readonly string[])[] = ROWS): string =>
  [names, ...rows.map((row) => row.slice(0, names.length))].map((row) => `${row.join(',')}\n`).join('');

describe('proposing a profile', () => {
  it.each([
    ['Chinese', ['工单编号', '环节名称', '到达时间', '完成时间', '供电单位', '处理人', '办理部门']],
    ['other Chinese', ['申请编号', '环节', '到达时间', '办结时间', '单位', '办理人', '部门']],
    ['English', ['case_id', 'activity', 'arrival_time', 'end_time', 'unit', 'operator', 'department']],
  ])('understands the same columns under %s names', (_, names) => {
    const [key, step, arrived, finished, unit, operator, department] = names;
    const proposal = propose(names);
    expect(proposal).toMatchObject({ missing: [], notUnderstood: [] });
    expect(table(proposal)).toMatchObject({
      ...{ shape: 'step', key: [key] },
      fields: { step, arrived, finished, unit, operator, department },
    });
  });

  it('understands columns of meaningless names by their values', () => {
    const proposal = propose(['col_a', 'col_b', 'col_c', 'col_d']);
    expect(table(proposal)).toMatchObject({
      ...{ shape: 'step', key: ['col_a'] },
      fields: { step: 'col_b', started: 'col_c', finished: 'col_d' },
    });
    expect(proposal.guesses.map((guess) => sayGuess(guess, 'en')).join(' ')).toMatch(
      /"col_b" is taken for the activity by its values/,
    );
  });

  it('finds the columns in any order', async () => {
    const names = ['处理人', '完成时间', '工单编号', '到达时间', '环节名称'];
    const rows = ROWS.map(([key, step, arrived, finished, , operator]) => [
      operator!,
      finished!,
      key!,
      arrived!,
      step!,
    ]);
    const reading = await readText(asCsv(names, rows));
    expect(reading).toMatchObject({ problem: null, rowsIn: 48, refused: [] });
    expect(reading.events[0]).toMatchObject({ caseKey: '2025000000', step: '受理', operator: '甲' });
  });

  it('takes a department that is the same in all rows of a case for a department where a unit is there', () => {
    expect(
      table(propose(['工单编号', '环节名称', '到达时间', '完成时间', '供电单位', '处理人', '办理部门'])),
    ).toMatchObject({
      fields: { unit: '供电单位', department: '办理部门' },
    });
  });

  it('takes a department that is the same in all rows of a case for its unit, too, where no unit is there', () => {
    const rows = ROWS.map(([key, step, arrived, finished, , operator, department]) => [
      ...[key!, step!, arrived!, finished!, department!, operator!],
    ]);
    const { fields } = table(propose(['工单编号', '环节名称', '到达时间', '完成时间', '办理部门', '处理人'], rows))!;
    expect(fields).toMatchObject({ operator: '处理人', department: '办理部门', unit: '办理部门' });
  });

  it('takes the unit into the key where one case number occurs under several units, and says so', () => {
    const rows = ROWS.map((row, i) => [`${(i >> 2) % 4}`, ...row.slice(1)]);
    const proposal = propose(['工单编号', '环节名称', '到达时间', '完成时间', '供电单位'], rows);
    expect(table(proposal)?.key).toEqual(['供电单位', '工单编号']);
    expect(proposal.guesses).toContainEqual({ code: 'key-within-unit', column: '供电单位', n: 4 });
  });

  it('holds a file without a time, naming what is missing and what is there', async () => {
    const { problem, rows } = await readText(
      asCsv(
        ['工单编号', '环节名称', '处理人'],
        ROWS.map(([key, step, , , , operator]) => [key!, step!, operator!]),
      ),
    );
    expect(rows).toEqual([]);
    expect(problem).toMatchObject({ status: 'held', code: 'missing-columns', column: 'at (the time of the event)' });
    expect(problem?.message).toContain('"工单编号", "环节名称", "处理人"');
  });

  it.each([
    ['Chinese', ['电压等级', '申请容量(kVA)', '电源数目', '户数', '客户经理', '是否三零', '重要性等级', '外线工程']],
    [
      'English',
      [
        ...['voltage_level', 'Contract capacity (kVA)', 'number_of_supplies', 'customers', 'account_manager'],
        ...['three_zero', 'important_customer', 'external_line'],
      ],
    ],
  ])('reads what a case list says of the connection under %s names', (_, names) => {
    const [voltage, capacity, supplies, customers, manager, threeZero, important, externalLine] = names;
    const rows = ROWS.map((row, i) => [
      ...row.slice(0, 4),
      ...(i % 8 < 4
        ? ['10kV', '1,250', '2', '1', '经理甲', '否', '一级', '是']
        : ['220V', '8', '1', '40', '经理乙', '是', '非重要', '否']),
    ]);
    const proposal = propose(['工单编号', '环节名称', '到达时间', '完成时间', ...names], rows);
    expect(proposal.notUnderstood).toEqual([]);
    expect(table(proposal)?.fields).toMatchObject({
      ...{ voltage, capacity, supplies, customers, manager, threeZero, important, externalLine },
    });
    expect(table(proposal)?.dimensions).toContain(voltage);
  });

  it('does not import personal data, and says so', async () => {
    const names = ['工单编号', '环节名称', '到达时间', '完成时间', '供电单位', '联系电话', '客户名称', '用电地址'];
    const rows = ROWS.map((row) => [...row.slice(0, 5), '13800000000', '张某', '某路1号']);
    const reading = await readText(asCsv(names, rows));
    expect(reading.profile?.tables[0]?.personal).toEqual(['联系电话', '客户名称', '用电地址']);
    expect(reading.guesses.map((guess) => sayGuess(guess, 'zh'))).toContain(
      '个人信息不导入：联系电话、客户名称、用电地址。',
    );
    expect(JSON.stringify(reading.rows)).not.toMatch(/13800000000|张某|某路/);
  });
});
