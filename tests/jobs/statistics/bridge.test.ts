import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bridge, CHANGES, plus, sumsOf, type Side } from '../../../jobs/statistics/bridge.ts';

const side = fc.constantFrom<Side>('met', 'overdue', 'undecidable', 'no-limit', null);
const clocks = fc.array(fc.record({ before: side, after: side, cause: fc.constantFrom(...CHANGES) }), {
  maxLength: 60,
});

it('leads from the reported figure to the one told again, exactly, whatever changed and why', () => {
  fc.assert(
    fc.property(clocks, (all) => {
      const reported = sumsOf(all.map((clock) => clock.before));
      const changed = all.filter((clock) => clock.before !== clock.after);
      const parts = bridge(changed);
      const told = parts.reduce((sum, part) => plus(sum, part.difference), reported);
      expect(told).toEqual(sumsOf(all.map((clock) => clock.after)));
      expect(parts.reduce((sum, part) => sum + part.cases, 0)).toBe(changed.length);
    }),
  );
});

it('counts a late clock that became in time once as late less, and not as fewer clocks', () => {
  const [, correction] = bridge([{ cause: 'correction', before: 'overdue', after: 'met' }]);
  expect(correction).toEqual({ cause: 'correction', difference: { n: 0, decided: 0, late: -1 }, cases: 1 });
});
