import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countsPerDay,
  decodeHistogram,
  encodeHistogram,
  HistogramReader,
  sumHistograms,
  sumsOf,
  visitDecided,
  type HistogramEntry,
} from '../../sql/histogram.ts';
import { VERDICTS } from '../../sql/vocabulary.ts';

const [met, overdue, running, noLimit, undecidable] = VERDICTS.map((_, index) => index) as [
  number,
  number,
  number,
  number,
  number,
];

const entry = fc.record({
  grp: fc.integer({ min: 0, max: 32_767 }),
  days: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 32_767 })),
  verdict: fc.constantFrom(met, overdue, noLimit, undecidable),
  n: fc.integer({ min: 1, max: 2_000_000 }),
});
const entries = fc.array(entry, { maxLength: 60 });

/** The same sum, made without the codec. */
function added(list: HistogramEntry[]): HistogramEntry[] {
  const sums = new Map<string, HistogramEntry>();
  for (const e of list) {
    const key = `${e.grp} ${e.days} ${e.verdict}`;
    sums.set(key, { ...e, n: e.n + (sums.get(key)?.n ?? 0) });
  }
  return [...sums.values()].sort((a, b) => a.grp - b.grp || a.days - b.days || a.verdict - b.verdict);
}

function joined(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('a histogram', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(decodeHistogram(encodeHistogram(list))).toEqual(added(list));
      }),
    );
  });

  test('joined end to end with others reads as their sum', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 5 }), (lists) => {
        const parts = lists.map((list) => encodeHistogram(list));
        expect(decodeHistogram(joined(parts))).toEqual(added(lists.flat()));
        expect(sumHistograms(parts)).toEqual(encodeHistogram(lists.flat()));
      }),
    );
  });

  test('is read on after any part of a group', () => {
    fc.assert(
      fc.property(entries, fc.nat({ max: 3 }), (list, most) => {
        const reader = new HistogramReader(encodeHistogram(list));
        const seen: HistogramEntry[] = [];
        const groups: number[] = [];
        while (reader.nextGroup()) {
          groups.push(reader.grp);
          for (let i = 0; i < most && reader.nextEntry(); i++)
            seen.push({ grp: reader.grp, days: reader.days, verdict: reader.verdict, n: reader.n });
        }
        const all = added(list);
        expect(groups).toEqual([...new Set(all.map((e) => e.grp))]);
        expect(seen).toEqual(groups.flatMap((grp) => all.filter((e) => e.grp === grp).slice(0, most)));
      }),
    );
  });

  test('tells the decided clocks of the groups that are kept', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 3 }), fc.nat({ max: 32_767 }), (lists, above) => {
        const sums = new Map<number, { n: number; met: number }>();
        const told = { has: (grp: number) => grp > above };
        visitDecided(joined(lists.map((list) => encodeHistogram(list))), told, (grp, n, hits) => {
          const sum = sums.get(grp) ?? { n: 0, met: 0 };
          sums.set(grp, { n: sum.n + n, met: sum.met + hits });
        });
        const decided = lists.flat().filter((e) => e.grp > above && (e.verdict === met || e.verdict === overdue));
        for (const grp of new Set(decided.map((e) => e.grp))) {
          const own = decided.filter((e) => e.grp === grp);
          const count = (some: HistogramEntry[]) => some.reduce((sum, e) => sum + e.n, 0);
          expect(sums.get(grp)).toEqual({ n: count(own), met: count(own.filter((e) => e.verdict === met)) });
          sums.delete(grp);
        }
        expect(sums.size).toBe(0);
      }),
    );
  });

  test('has the same bytes in whatever order its entries come', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(encodeHistogram([...list].reverse())).toEqual(encodeHistogram(list));
      }),
    );
  });

  test('sums to the counts beside it', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const count = (...verdicts: number[]) =>
          list.reduce((sum, e) => sum + (verdicts.includes(e.verdict) ? e.n : 0), 0);
        expect(sumsOf(encodeHistogram(list))).toEqual({
          n: count(met, overdue, noLimit, undecidable),
          decided: count(met, overdue),
          late: count(overdue),
          undecidable: count(undecidable),
        });
      }),
    );
  });

  test('gives clocks per day, without those that cannot be decided', () => {
    const hist = encodeHistogram([
      { grp: 0, days: 2, verdict: met, n: 3 },
      { grp: 1, days: 2, verdict: overdue, n: 1 },
      { grp: 1, days: 0, verdict: noLimit, n: 7 },
      { grp: 1, days: 9, verdict: undecidable, n: 5 },
    ]);
    expect(countsPerDay(hist)).toEqual([7, 0, 4]);
    expect(countsPerDay(hist, (grp) => grp === 0)).toEqual([0, 0, 3]);
  });

  test('takes two bytes for a small day', () => {
    const list = Array.from({ length: 20 }, (_, days) => ({ grp: 3, days, verdict: met, n: 1 + days }));
    expect(encodeHistogram(list)).toHaveLength(2 + 2 * 20);
  });

  test('holds days beyond its range as the last one', () => {
    expect(decodeHistogram(encodeHistogram([{ grp: 0, days: 90_000, verdict: met, n: 1 }]))[0]!.days).toBe(32_767);
  });

  test('refuses a clock that runs', () => {
    expect(() => encodeHistogram([{ grp: 0, days: 1, verdict: running, n: 1 }])).toThrow('running');
  });

  test('says when it is cut short', () => {
    expect(() => decodeHistogram(encodeHistogram([{ grp: 0, days: 1, verdict: met, n: 300 }]).slice(0, -1))).toThrow(
      'ends inside a number',
    );
  });
});
