import { expect, it } from 'vitest';
import type { SuspendedUnit } from '../../../../api/contract/suspensions.ts';
import { byRescued, standsOut } from '../../../../web/panels/suspensions/option.ts';

const unit = (name: string, cases: number, rescued: number): SuspendedUnit => ({
  ...{ unit: name, unitName: name, cases, rescued, suspended: rescued, days: cases * 5, suspensions: rescued },
  ...{ excluded: rescued, lastMinute: 0, retroactive: null },
});
const whole = unit('all', 1000, 20);

it('names the unit whose share is at least twice that of all, and none where nobody stands out', () => {
  expect(standsOut([unit('a', 100, 3), unit('b', 100, 12)], whole)?.unit).toBe('b');
  expect(standsOut([unit('a', 100, 3), unit('b', 100, 2)], whole)).toBeNull();
});

it('does not let a small unit lead', () => {
  const rows = [unit('tiny', 5, 4), unit('b', 100, 12)];
  expect(standsOut(rows, whole)?.unit).toBe('b');
  expect(byRescued(rows).map((row) => row.unit)).toEqual(['b', 'tiny']);
});

it('names nobody where a single case makes the difference', () => {
  const few = unit('all', 400, 1);
  expect(standsOut([unit('a', 200, 1), unit('b', 200, 0)], few)).toBeNull();
  expect(standsOut([unit('a', 200, 9), unit('b', 200, 0)], unit('all', 400, 9))?.unit).toBe('a');
});
