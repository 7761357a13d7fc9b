import { expect, it } from 'vitest';
import type { Basis } from '../../../api/contract/filter.ts';
import { aboutRows } from '../../../api/table/about.ts';

const basis: Basis = {
  ...{
    source: 'demo',
    sourceLabel: '示范',
    unit: '1',
    unitName: '省',
    rules: 'r',
    rulesName: '办法',
    rulesNameEn: 'Act',
  },
  ...{ from: '2026-08', to: '2026-10', partial: false, dataTime: null, demo: false, ownClock: false, readFrom: 'cube' },
  ...{ reading: 'reported', unclosed: ['2026-09', '2026-10'], exempted: 'in', excluded: {} },
};

it('says of a sheet of reported figures which months nobody has closed, and of no other sheet', () => {
  const rows = (of: Basis) => aboutRows(of, {}, 'zh').rows;
  expect(rows(basis)).toContainEqual(['未关账，没有上报数', '2026-09, 2026-10']);
  expect(JSON.stringify(rows({ ...basis, reading: 'restated' }))).not.toContain('未关账');
  expect(JSON.stringify(rows({ ...basis, unclosed: [] }))).not.toContain('未关账');
});

it('says of a period after the data that there is none yet, and of one the data ends in that it is not over', () => {
  const period = (dataTime: string) => aboutRows({ ...basis, partial: true, dataTime }, {}, 'zh').rows[2]![1];
  expect(period('2026-08-01T00:00:00+08:00')).toBe('2026-08 – 2026-10 (尚无数据)');
  expect(period('2026-08-02T00:00:00+08:00')).toBe('2026-08 – 2026-10 (未满期)');
});
