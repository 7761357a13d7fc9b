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
