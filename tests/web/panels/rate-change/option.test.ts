import { expect, test } from 'vitest';
import { largest, waterfall, type Part } from '../../../../web/panels/rate-change/option.ts';

const part = (name: Part['part'], effect: number): Part => ({ part: name, effect, details: [] });
const reply = {
  before: { from: '2025-01', to: '2025-12', n: 1000, met: 950 },
  after: { from: '2026-01', to: '2026-12', n: 1000, met: 905 },
  parts: [part('mix', -0.01), part('unit', -0.04), part('rules', 0), part('interaction', 0.005)],
};

test('each step begins where the one before it ends, from the rate before to the rate after', () => {
  const { steps, low, high } = waterfall(reply);
  expect(steps[0]!.to).toBe(0.95);
  steps.slice(1, -1).forEach((step, i) => expect(step.from).toBeCloseTo(steps[i]!.to, 12));
  expect(steps.at(-2)!.to).toBeCloseTo(steps.at(-1)!.to, 12);
  expect(low).toBeLessThan(0.9);
  expect(high).toBeGreaterThan(0.95);
});

test('the largest fall is marked apart, and nothing is marked as a move', () => {
  const tones = waterfall(reply).steps.map((step) => step.tone);
  expect(tones).toEqual(['start', 'fall', 'worst', 'still', 'rise', 'end']);
});

test('the sentence names the part with the largest effect, or none', () => {
  expect(largest(reply.parts)?.part.part).toBe('unit');
  expect(largest([part('mix', 0.0001)])).toBeNull();
  expect(largest([])).toBeNull();
});
