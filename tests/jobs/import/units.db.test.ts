import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Profile } from '../../../jobs/import/profile.ts';
import { takingPlace } from './taking.ts';

const PROFILE: Profile = {
  name: 'grid',
  zone: 'Asia/Shanghai',
  tables: [
    {
      shape: 'unit',
      fields: {
        ...{ unit: '单位编码', unitName: '单位名称', parent: '上级单位编码', from: '生效日期', to: '失效日期' },
        ...{ successor: '并入单位', dataDate: '数据日期' },
      },
    },
    { shape: 'step', key: ['工单编号'], fields: { step: '环节', arrived: '到达时间', unit: '供电单位' } },
  ],
};
const UNITS = '单位编码,单位名称,上级单位编码,生效日期,失效日期,并入单位,数据日期\n';
const STEPS = '工单编号,环节,到达时间,供电单位\n';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(PROFILE)));
afterEach(() => place.close());

/** Units as a path from the top, with the cases that count there. */
async function tree(): Promise<[string, number][]> {
  const { rows } = await place.pool.query<{ path: string; n: number }>(`
    select string_agg(t.code, '/' order by t.level) as path,
      (select count(*)::int from case_fact f join unit_above b on b.origin = f.origin and b.unit = f.unit
       where f.origin = u.origin and b.above = u.unit) as n
    from unit u join unit_above a on a.origin = u.origin and a.unit = u.unit
    join unit t on t.origin = a.origin and t.unit = a.above
    group by u.origin, u.unit order by 1`);
  return rows.map(({ path, n }) => [path, n]);
}

it('heals a child unit that came before its parent, and the cases of units unknown until then', async () => {
  await place.take(`${STEPS}1,勘查,2025-03-01,S\n2,勘查,2025-03-01,X\n`);
  expect(await place.take(`${UNITS}P,省公司,,,,,\nS,供电所,N,,,,\n`)).toMatchObject({
    rows: { new: 2, quarantined: 0 },
    message: expect.stringContaining('1 units name no parent that the unit table holds') as string,
  });
  expect(await tree()).toEqual([
    ['P', 2],
    ['P/?', 1],
    ['P/S', 1],
  ]);
  expect(await place.take(`${UNITS}N,北县,P,,,,\nX,西县,P,,,,\n`)).toMatchObject({ rows: { new: 2 }, message: '' });
  expect((await tree()).filter(([, n]) => n > 0)).toEqual([
    ['P', 2],
    ['P/N', 1],
    ['P/N/S', 1],
    ['P/X', 1],
  ]);
});

it.each([
  ['as they come', false],
  ['the other way round', true],
])('moves a merged unit below its successor when the day has come, files taken %s', async (_, turned) => {
  const files = [
    `${UNITS}P,省公司,,,,,2025-01-01\nA,甲所,P,,,,2025-01-01\nB,乙所,P,,,,2025-01-01\n`,
    `${UNITS}A,甲所,P,,2025-03-31,B,2025-02-01\n`,
    `${STEPS}1,勘查,2025-03-01,A\n`,
  ];
  for (const file of turned ? files.toReversed() : files) await place.take(file);
  expect(await tree()).toEqual([
    ['P', 1],
    ['P/A', 1],
    ['P/B', 0],
  ]);
  await place.take(`${STEPS}2,勘查,2025-04-02,B\n`);
  expect(await tree()).toEqual([
    ['P', 2],
    ['P/B', 2],
    ['P/B/A', 1],
  ]);
});
