import { expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { accounted, read, written } from './reading.ts';

const HEAD = '单号,环节,时间,类别\n';
const profile: Profile = {
  name: 'codes',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间', class: '类别' } }],
  steps: { 受理: { stage: 'acceptance' } },
  classes: { 甲类: 'lv-resident' },
  strictCodes: true,
};
const refusedIn = async (line: string, given = profile) => {
  const reading = await read(written(`${HEAD}1,受理,2024-03-01,甲类\n${line}\n`, 'codes.csv'), given);
  expect(accounted(reading)).toBe(2);
  return reading.refused.map(({ reason, column, value }) => [reason, column, value]);
};

// 5.5 of the catalogue of bad input
it.each([
  ['a node', '2,核价,2024-03-01,甲类', ['unknown-code', '环节', '核价']],
  ['a node between quotes', '2,"核价",2024-03-01,甲类', ['unknown-code', '环节', '核价']],
  ['a class', '2,受理,2024-03-01,乙类', ['unknown-code', '类别', '乙类']],
])('%s that the complete lists of a source lack is refused', async (_, line, refusal) => {
  expect(await refusedIn(line)).toEqual([refusal]);
});

it('words that are listed are taken, and any where the lists do not claim to be complete', async () => {
  expect(await refusedIn('2,受理,2024-03-01,甲类')).toEqual([]);
  expect(await refusedIn('2,核价,2024-03-01,乙类', { ...profile, strictCodes: false })).toEqual([]);
});
