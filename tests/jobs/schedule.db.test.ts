import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Line } from '../../jobs/schedule.ts';
import { catchUp, startSchedule } from '../../jobs/schedule.ts';
import { freshDatabase } from '../database.ts';

let base: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await base.pool.query('truncate job_slot');
});

const T = 1_700_000_000_000_000;

function line(due: () => string[], did: string[]): Line {
  return {
    job: 'write',
    at: '* * * * * *',
    due: () => Promise.resolve(due()),
    run: (slot) => {
      did.push(slot);
      return Promise.resolve({});
    },
  };
}

test('slots missed during a downtime are made up for, in order and once', async () => {
  const did: string[] = [];
  const due = ['day 1'];
  const context = { db: base.db, now: () => T };
  const one = line(() => due, did);
  await catchUp(context, one, () => undefined);
  due.push('day 2', 'day 3', 'day 4');
  await catchUp(context, one, () => undefined);
  await catchUp(context, one, () => undefined);
  expect(did).toEqual(['day 1', 'day 2', 'day 3', 'day 4']);
});

test('the first look is at the start, not at the first tick', async () => {
  const did: string[] = [];
  const hourly = { ...line(() => ['now'], did), at: '0 0 0 1 1 *' };
  const scheduled = startSchedule({ db: base.db, now: () => T }, [hourly], () => undefined, console.error);
  await expect.poll(() => did).toEqual(['now']);
  await scheduled.stop();
});

test('a line that is still at work when its next tick comes is not started again', async () => {
  let running = 0;
  let most = 0;
  let n = 0;
  const slow: Line = {
    job: 'slow',
    at: '* * * * * *',
    due: () => Promise.resolve([`n${++n}`]),
    run: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      running--;
      return {};
    },
  };
  const scheduled = startSchedule({ db: base.db, now: () => T }, [slow], () => undefined, console.error);
  await expect.poll(() => n, { timeout: 10_000 }).toBeGreaterThan(1);
  await scheduled.stop();
  expect(running).toBe(0);
  expect(most).toBe(1);
});
