import { describe, expect, it } from 'vitest';
import { compareRandomCases } from './random-cases.ts';

describe('the day ledger', () => {
  it('agrees with the day-by-day telling on 3,000 random cases', () => {
    expect(compareRandomCases(3_000, 20261124)).toBeGreaterThan(1_500);
  }, 120_000);
});
