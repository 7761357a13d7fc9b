import { describe, expect, it } from 'vitest';
import { scoreOf } from '../../../jobs/measures/score.ts';

const formula = { target: 0.8, challenge: 1, short: 0.1, least: 0.2 };
/** A target of 95 % worth 10 points, with 98 % as its challenge. */
const at = (rate: number, reach: number | null = 3) => scoreOf(formula, { points: 10, gap: rate - 95, reach });

describe('the score of a target', () => {
  it('rises evenly from the target to the challenge, and no further', () => {
    expect([at(95), at(96.5), at(98), at(99)]).toEqual([8, 9, 10, 10]);
  });
  it('stays where reaching the target put it without a challenge', () =>
    expect([at(95, null), at(99, null)]).toEqual([8, 8]));
  it('is the whole where target and challenge are one', () => expect(at(95, 0)).toBe(10));
  it('loses for every point short of the target, down to the least', () => {
    expect(at(94)).toBeCloseTo(7, 12);
    expect([at(89), at(50)]).toEqual([2, 2]);
  });
});
