import { expect, it } from 'vitest';
import { workSlots } from './slots.ts';

it('has every effect once, whoever is killed, stands still or has a wrong clock', async () => {
  const leaseMs = 1_500;
  const told = await workSlots({ slots: 200, leaseMs, kills: 3, pauses: 3, skewMs: 300_000 });
  expect(told.kills).toBeGreaterThanOrEqual(2);
  expect(told.takenOver).toBeGreaterThanOrEqual(1);
  // A lease, and what a busy machine takes to look again: as many leases of a minute are well within it.
  expect(told.longestTakeOverMs).toBeLessThan(20_000);
});
