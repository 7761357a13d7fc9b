import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Claim } from '../../sql/write/job-slots.ts';
import { claimSlot, finishSlot, keepSlot, pruneSlots } from '../../sql/write/job-slots.ts';
import { retryAt, runSlot } from '../../jobs/runner.ts';
import { connect } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { freshDatabase } from '../database.ts';

let base: Awaited<ReturnType<typeof freshDatabase>>;
let other: ReturnType<typeof connect>;
beforeAll(async () => {
  base = await freshDatabase();
  other = connect(base.url);
  await base.pool.query('create table effect (slot text, who text)');
});
afterAll(async () => {
  await other.close();
  await base.close();
});
beforeEach(async () => {
  await base.pool.query('truncate effect, job_slot');
});

const T = 1_700_000_000_000_000;
const slots = async () =>
  (await base.pool.query('select slot, state, token, attempts, detail from job_slot order by slot')).rows;
const effects = async () => (await base.pool.query('select slot, who from effect order by slot')).rows;

test('two runners that want the same two hundred slots have each effect once between them', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `s${String(i).padStart(3, '0')}`);
  const runner = async (who: string, { db, pool }: Pick<typeof base, 'db' | 'pool'>) => {
    let mine = 0;
    for (const slot of names) {
      const outcome = await runSlot({ db, now: () => T }, 'count', slot, async (held) => {
        await inTransaction(pool, async (trx, client) => {
          await client.query('insert into effect values ($1, $2)', [slot, who]);
          await held.finish(trx, { who });
        });
        return { who };
      });
      if (outcome.state === 'done') mine++;
    }
    return mine;
  };
  const [a, b] = await Promise.all([runner('a', base), runner('b', other)]);
  expect(a + b).toBe(200);
  expect((await effects()).map((effect) => effect.slot)).toEqual(names);
});

test('a slot whose holder fell silent is taken over when its lease has run out, and not before', async () => {
  const first = await claimSlot(base.db, 'job', 'x', { now: T, leaseMs: 60_000 });
  expect(first).toMatchObject({ token: 1, attempts: 1 });
  expect(await claimSlot(other.db, 'job', 'x', { now: T + 60e6, leaseMs: 60_000 })).toBeNull();
  expect(await claimSlot(other.db, 'job', 'x', { now: T + 60e6 + 1, leaseMs: 60_000 })).toMatchObject({
    token: 2,
    attempts: 2,
  });
});

test('a holder that reports keeps its slot', async () => {
  const claim = (await claimSlot(base.db, 'job', 'x', { now: T, leaseMs: 60_000 })) as Claim;
  expect(await keepSlot(base.db, claim, { now: T + 50e6, leaseMs: 60_000, detail: { rows: 7 } })).toBe(true);
  expect(await claimSlot(other.db, 'job', 'x', { now: T + 90e6, leaseMs: 60_000 })).toBeNull();
  expect(await slots()).toMatchObject([{ state: 'running', detail: { rows: 7 } }]);
});

test('a zombie that wakes after the take-over can neither commit its effect nor close the slot', async () => {
  let time = T;
  let woken: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => (woken = resolve));
  const zombie = runSlot({ db: base.db, now: () => time, leaseMs: 60_000 }, 'job', 'x', async (held) => {
    await asleep;
    await inTransaction(base.pool, async (trx, client) => {
      await client.query("insert into effect values ('x', 'zombie')");
      await held.guard(trx);
    });
    return { who: 'zombie' };
  });
  await expect.poll(slots).toHaveLength(1);
  time += 61e6;
  const outcome = await runSlot({ db: other.db, now: () => time }, 'job', 'x', async () => ({ who: 'successor' }));
  expect(outcome.state).toBe('done');
  woken();
  expect((await zombie).state).toBe('taken');
  expect(await effects()).toEqual([]);
  expect(await slots()).toMatchObject([{ state: 'done', token: 2, detail: { who: 'successor' } }]);
});

test('while an effect is being committed nobody can take its slot, however old its lease', async () => {
  const claim = (await claimSlot(base.db, 'job', 'x', { now: T, leaseMs: 1 })) as Claim;
  const rival = await inTransaction(base.pool, async (trx) => {
    expect(await finishSlot(trx, claim, T, {})).toBe(true);
    return { claimed: claimSlot(other.db, 'job', 'x', { now: T + 1e9, leaseMs: 1 }) };
  });
  expect(await rival.claimed).toBeNull();
});

test('a failure is kept with its reason, tried again later, and given up after the fifth', async () => {
  let time = T;
  const fail = () =>
    runSlot({ db: base.db, now: () => time }, 'job', 'x', () => Promise.reject(new Error('disk full')));
  expect(await fail()).toMatchObject({ state: 'failed', final: false });
  expect(await fail()).toEqual({ state: 'taken' });
  expect(await slots()).toMatchObject([{ state: 'failed', detail: { error: 'disk full', attempts: 1 } }]);
  for (const minutes of [1, 2, 4, 8]) {
    time += minutes * 60e6 + 1;
    expect((await fail()).state).toBe('failed');
  }
  expect(await slots()).toMatchObject([{ state: 'failed', attempts: 5 }]);
  time += 1e15;
  expect(await fail()).toEqual({ state: 'taken' });
  expect(retryAt(T, 5)).toBeNull();
});

test('a done slot is never worked on again', async () => {
  const work = () => Promise.resolve({ n: 1 });
  expect((await runSlot({ db: base.db, now: () => T }, 'job', 'x', work)).state).toBe('done');
  expect((await runSlot({ db: base.db, now: () => T + 1e15 }, 'job', 'x', work)).state).toBe('taken');
});

test('done slots are forgotten after their time, failed and running ones never', async () => {
  const work = () => Promise.resolve({});
  await runSlot({ db: base.db, now: () => T }, 'job', 'old', work);
  await runSlot({ db: base.db, now: () => T + 5e6 }, 'job', 'young', work);
  await runSlot({ db: base.db, now: () => T }, 'job', 'failed', () => Promise.reject(new Error('x')));
  await claimSlot(base.db, 'job', 'running', { now: T, leaseMs: 1 });
  expect(await pruneSlots(base.db, ['another'], T + 1e6)).toBe(0);
  expect(await pruneSlots(base.db, ['another', 'job'], T + 1e6)).toBe(1);
  expect((await slots()).map((slot) => slot.slot)).toEqual(['failed', 'running', 'young']);
});
