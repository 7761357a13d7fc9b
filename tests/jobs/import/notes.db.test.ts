import { afterEach, beforeEach, expect, it } from 'vitest';
import { GRID, grid } from './grid.ts';
import { stateOf } from './state.ts';
import { takingPlace } from './taking.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

const inFlight = (key: string, date: string) => `${key},N,低压居民,新装,2025-03-01 09:00,,在途,,${date}`;
const missing = async () => {
  const { rows } = await place.pool.query<{ key: string; since: string }>(
    "select case_key as key, to_char(missing_since at time zone 'Asia/Shanghai' - interval '1 day', 'MM-DD') as since from case_fact where ended is null order by 1",
  );
  return Object.fromEntries(rows.map(({ key, since }) => [key, since]));
};

it('marks an open case since the first snapshot that lacks it, whatever order the snapshots come in', async () => {
  const days: Record<string, string[]> = {
    first: [inFlight('1', '2025-03-03'), inFlight('2', '2025-03-03'), inFlight('3', '2025-03-03')],
    second: [inFlight('1', '2025-03-04'), inFlight('3', '2025-03-04')],
    third: [inFlight('1', '2025-03-05')],
    ended: ['2,N,低压居民,新装,2025-03-01 09:00,2025-03-05 10:00,归档,,2025-03-05'],
  };
  const order = ['first', 'third', 'second'];
  for (const name of order) await place.take(grid('case', days[name]!));
  expect(await missing()).toEqual({ 1: null, 2: '03-04', 3: '03-05' });
  await place.take(grid('case', days.ended!));
  expect(await missing()).toEqual({ 1: null, 3: '03-05' });
  const again = ['ended', 'third', 'second', 'first', 'second'];
  for (const name of again)
    await place.take(grid('case', days[name]!) + '\n'.repeat(again.indexOf(name)), { source: 'other' });
  const facts = async (source: string) =>
    (await stateOf(place.database, source)).map((row) => row.replaceAll(/"(grid|other)"/g, '"source"'));
  expect(await facts('other')).toEqual(await facts('grid'));
});

it('takes a case that no list named yet for missing only from a snapshot after its opening on', async () => {
  await place.take(grid('step', ['7,受理,2025-03-03 09:00,,,甲,', '8,受理,2025-03-05 09:00,,,甲,']));
  await place.take(grid('case', [inFlight('1', '2025-03-04')]));
  expect(await missing()).toEqual({ 1: null, 7: '03-04', 8: null });
  await place.take(grid('case', [inFlight('1', '2025-03-06'), inFlight('7', '2025-03-06')]));
  expect(await missing()).toEqual({ 1: null, 7: null, 8: '03-06' });
});

it('keeps returns, complaints and batch customers apart, corrects them, and lets duplicates point at their first', async () => {
  await place.take(
    grid('return', [
      '1,2025-03-02 09:00,勘查,受理,乙,',
      '1,2025-03-02 09:00,答复,勘查,丙,',
      '1,2025-03-05 09:00,,受理,,',
    ]),
  );
  await place.take(
    grid('complaint', [
      'T1,1,N,2025-03-10 10:00,95598,业扩报装,,',
      'T2,,N,2025-03-11 10:00,12398,业扩报装,不属实,T1',
      ',1,N,2025-03-12 10:00,12345,,,',
      ',,,2025-03-12 10:00,12345,,,',
    ]),
  );
  expect(await place.take(grid('complaint', ['T1,1,N,2025-03-10 10:00,95598,业扩报装,属实,']))).toMatchObject({
    rows: { changed: 1 },
  });
  expect(await place.take(grid('customer', ['1,U1,', '1,U2,2025-04-01', '1,U1,2025-04-02']))).toMatchObject({
    rows: { new: 2, same: 1 },
  });
  const { rows } = await place.pool.query(`select
    (select jsonb_agg(jsonb_build_array(from_step, to_step, occurrence) order by returned_at, occurrence) from step_return) as returns,
    (select jsonb_agg(jsonb_build_array(number, case_key, channel, upheld, duplicate_of) order by number) from complaint) as complaints,
    (select jsonb_agg(jsonb_build_array(customer, energised is not null) order by customer) from batch_customer) as customers,
    (select jsonb_agg(reason) from quarantine) as refused`);
  expect(rows[0]).toEqual({
    returns: [
      ['答复', '勘查', 1],
      ['勘查', '受理', 2],
      [null, '受理', 1],
    ],
    complaints: [
      ['1@1741744800000000', '1', '12345', null, null],
      ['T1', '1', '95598', true, null],
      ['T2', null, '12398', false, 'T1'],
    ],
    customers: [
      ['U1', true],
      ['U2', true],
    ],
    refused: ['missing-key'],
  });
});

it('tells of how many case numbers there is no case yet', async () => {
  await place.take(grid('step', ['1,受理,2025-03-01 09:00,,,甲,']));
  const told = async (...lines: string[]) => (await place.take(grid('return', lines))).told!.noted;
  const without = { code: 'without-case', n: 2 };
  const rows = ['1', '2', '3', '3'].map((key, i) => `${key},2025-03-0${i + 2} 09:00,勘查,受理,乙,`);
  expect(await told(...rows)).toContainEqual(without);
  await place.take(grid('step', ['2,受理,2025-03-01 09:00,,,甲,', '3,受理,2025-03-01 09:00,,,甲,']));
  const all = (await told('2,2025-03-09 09:00,勘查,受理,乙,')).map(({ code }) => code);
  expect(all).not.toContain('without-case');
});
