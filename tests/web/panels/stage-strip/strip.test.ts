import { describe, expect, it } from 'vitest';
import { beyond, histogram, worst } from '../../../../web/panels/stage-strip/strip.ts';

const stage = (name: string, decided: number, late: number) => ({
  ...{ stage: name, name, limits: [], limit: 7, histogram: [], tail: false, n: decided, decided, late },
  ...{ median: null, p90: null, low: null, high: null, open: 0, openOverdue: 0, exempted: 0 },
});

describe('the stage strip', () => {
  it('puts the limit at one place whatever the limit is, and days beyond it to its right', () => {
    for (const limit of [3, 7, 45]) {
      const { bars, limitAt } = histogram({ histogram: new Array(limit * 2).fill(1), limit, tail: false });
      const inTime = bars.filter((bar) => !bar.late);
      expect(inTime).toHaveLength(limit + 1);
      expect(inTime[limit]!.x + inTime[limit]!.width).toBeCloseTo(limitAt!);
    }
  });

  it('loses no case of a long tail', () => {
    const { bars } = histogram({ histogram: new Array(300).fill(2), limit: 5, tail: true });
    expect(bars.reduce((sum, bar) => sum + bar.n, 0)).toBe(600);
  });

  it('tells of a moved limit how many were longer, as far as no bar gathers several days', () => {
    const days = { histogram: [1, 2, 3, 4, 5], limit: 2, tail: true };
    expect([1, 2, 3].map((limit) => beyond(days, limit))).toEqual([12, 9, 5].map((late) => ({ late, n: 15 })));
    expect(histogram(days).most).toBe(3);
    // Without a tail nothing is longer than the last bar, whatever the limit.
    expect(histogram({ ...days, limit: 6, tail: false }).most).toBe(14);
    // Of a long tail only what has a bar of its own.
    expect(histogram({ histogram: new Array(300).fill(2), limit: 5, tail: true }).most).toBe(12);
  });

  it('names the highest late share only among samples that are large enough', () => {
    expect(worst([stage('a', 49, 49), stage('b', 100, 8), stage('c', 100, 9)])?.stage).toBe('c');
    expect(worst([stage('a', 100, 0)])).toBeNull();
  });
});
