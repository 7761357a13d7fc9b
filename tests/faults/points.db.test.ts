import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  IMPORT_POINTS,
  REPLAY_POINTS,
  WITHDRAW_POINTS,
  type Failpoint,
  type FailpointName,
} from '../../jobs/import/failpoints.ts';
import { replayRefused } from '../../jobs/import/replay.ts';
import { withdrawFile } from '../../jobs/import/withdraw.ts';
import { publishAll } from '../../jobs/verdicts/publish.ts';
import { GRID, grid } from '../jobs/import/grid.ts';
import { stateOf } from '../jobs/import/state.ts';
import { takingPlace } from '../jobs/import/taking.ts';

const MENDED = { ...GRID, states: { 在途: 'open', 归档: 'archived', 暂缓: 'open' } as const };
const STEPS = grid('step', ['1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,', '2,受理,2025-03-02 09:00,,,甲,']);
const LIST = grid('case', [
  '1,N,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-03',
  '2,N,低压居民,新装,2025-03-02 09:00,,暂缓,,2025-03-03',
  '3,N,低压居民,新装,2025-03-02 10:00,,在途,,2025-03-03',
]);

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => {
  place = await takingPlace(GRID);
  await place.take(STEPS, { name: 'steps.csv' });
});
afterEach(() => place.close());

const failingAt =
  (point: FailpointName): Failpoint =>
  (name) => {
    if (name === point) throw new Error(`failed at ${name}`);
  };

type Work = (failpoint: Failpoint) => Promise<unknown>;
const work: Record<string, { points: readonly FailpointName[]; committed: readonly FailpointName[]; run: Work }> = {
  'an import': {
    points: IMPORT_POINTS,
    committed: ['committed', 'kept'],
    run: (failpoint) => place.take(LIST, { name: 'list.csv' }, { failpoint, pageCases: 1 }),
  },
  'a withdrawal': {
    points: WITHDRAW_POINTS,
    committed: [],
    run: (failpoint) =>
      withdrawFile({ ...place.context, publish: publishAll, failpoint }, { source: 'grid', file: 'steps.csv' }),
  },
  'a replay': {
    points: REPLAY_POINTS,
    committed: [],
    run: (failpoint) => replayRefused({ ...place.context, failpoint }, { source: 'grid', profile: MENDED }),
  },
};

it.each(Object.keys(work))('%s passes all of its named points and no other', async (name) => {
  if (name !== 'an import') await place.take(LIST, { name: 'list.csv' });
  const passed: string[] = [];
  await work[name]!.run((point) => void passed.push(point));
  expect(passed).toEqual(work[name]!.points);
});

it.each(Object.keys(work))(
  '%s that fails at any of its points happens whole or not at all, and later once',
  async (name) => {
    const { points, committed, run } = work[name]!;
    if (name !== 'an import') await place.take(LIST, { name: 'list.csv' });
    const before = await stateOf(place.database, 'grid');
    for (const point of points.filter((one) => !committed.includes(one))) {
      await expect(run(failingAt(point))).rejects.toThrow(`failed at ${point}`);
      expect(await stateOf(place.database, 'grid'), point).toEqual(before);
    }
    for (const point of committed) await run(failingAt(point)).catch(() => undefined);
    await run(() => undefined).catch(() => undefined);
    const after = await stateOf(place.database, 'grid');
    expect(after).not.toEqual(before);
    await run(() => undefined).catch(() => undefined);
    expect(await stateOf(place.database, 'grid')).toEqual(after);
  },
);
