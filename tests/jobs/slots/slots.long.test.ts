import { expect, it } from 'vitest';
import { workSlots } from './slots.ts';

it('has every one of 10,000 effects once among kills, pauses and clocks five minutes wrong, taken over within a minute', async () => {
  const told = await workSlots({ slots: 10_000, leaseMs: 5_000, kills: 60, pauses: 40, skewMs: 300_000 });
  console.log(JSON.stringify(told));
  expect(told.kills).toBeGreaterThanOrEqual(40);
  expect(told.takenOver).toBeGreaterThanOrEqual(20);
  expect(told.zombies).toBeGreaterThanOrEqual(1);
  expect(told.longestTakeOverMs).toBeLessThan(60_000);
});
