import { describe, expect, it } from 'vitest';
import { compareRandomCases } from './random-cases.ts';

describe('the day ledger', () => {
  it('agrees with the day-by-day telling on 100,000 random cases', () => {
    expect(compareRandomCases(100_000, 7)).toBeGreaterThan(50_000);
  }, 3_000_000);
});
