import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranked, withheld } from '../../api/ranking.ts';
import { withParts } from '../../api/rate-parts.ts';
import { chineseCalendar } from '../../jobs/clock/calendar.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { encodeHistogram } from '../../sql/histogram.ts';
import { DEFAULT_SETTINGS } from '../../sql/read-ground/settings.ts';
import { VERDICTS, type Verdict } from '../../sql/vocabulary.ts';

type Read = Parameters<typeof ranked>[0];
type Row = Read['rows'][number];

const row = (unit: string, n: number, met: number, more: Partial<Row> = {}): Row => ({
  unit,
  unitName: unit,
  hasBelow: true,
  n,
  met,
  undecidable: 0,
  days: [],
  byGroup: new Map([[0, { n, met }]]),
  byStage: new Map(),
  open: 0,
  openOverdue: 0,
  previousYearRate: null,
  spark: [],
  ...more,
});
const read = (rows: Row[], below: Read['below'] = []): Read => {
  const sum = (of: (r: Row) => number) => rows.reduce((s, r) => s + of(r), 0);
  const [n, met] = [sum((r) => r.n), sum((r) => r.met)];
  const whole = {
    n,
    met,
    undecidable: 0,
    days: [],
    byGroup: new Map([[0, { n, met }]]),
    byStage: new Map(),
    rate: n === 0 ? null : met / n,
  };
  return {
    basis: {} as Read['basis'],
    kind: 'hv',
    kinds: ['hv'],
    stage: null,
    tree: 'now',
    nature: null,
    natures: [],
    settings: DEFAULT_SETTINGS,
    targets: [],
    whole,
    below,
    rows,
  };
};

describe('a ranking', () => {
  const rows = [
    row('a', 500, 476),
    row('b', 500, 476),
    row('c', 500, 470),
    row('low', 500, 425),
    row('tiny', 12, 6),
    row('dirty', 300, 299, { undecidable: 40 }),
    row('empty', 0, 0),
  ];
  const even = Array.from({ length: 24 }, (_, i) => ({ parent: 'abc'[i % 3]!, n: 60, met: i % 2 === 0 ? 57 : 58 }));
  const result = ranked(read(rows, even));
  const of = (unit: string) => result.rows.find((r) => r.unit === unit)!;

  it('gives every unit with decided cases its exact place, equal rates sharing one', () => {
    expect(['dirty', 'a', 'b', 'c', 'low', 'tiny', 'empty'].map((unit) => of(unit).rank)).toEqual([
      1,
      2,
      2,
      4,
      5,
      6,
      null,
    ]);
  });

  it('keeps ranges and groups from small samples and bad data, and lists the latter first', () => {
    expect(result.rows.map((r) => r.unit)).toEqual(['dirty', 'a', 'b', 'c', 'low', 'tiny', 'empty']);
    for (const [unit, standing] of [
      ['dirty', 'gate'],
      ['tiny', 'small'],
      ['empty', 'none'],
    ] as const)
      expect(of(unit)).toMatchObject({ standing, rankBest: null, rankWorst: null, z: null, adjusted: { standing } });
    const why = (n: number, undecidable: number, set = DEFAULT_SETTINGS) => withheld({ n, undecidable }, set);
    expect([why(50, 2), why(49, 0), why(49, 0, { ...DEFAULT_SETTINGS, minimum: 30 })]).toEqual([null, 'small', null]);
    expect(why(100, 3, { ...DEFAULT_SETTINGS, gate: 0.02 })).toBe('gate');
  });

  it('tells apart only what lies beyond chance and spread', () => {
    expect(['a', 'b', 'c'].map((unit) => of(unit).standing)).toEqual(['same', 'same', 'same']);
    expect(of('low')).toMatchObject({ standing: 'below', rankBest: 4, rankWorst: 4 });
    expect(result.spread.from).toBe('below');
  });

  it('leaves a unit of hard cases alone once adjusted for them', () => {
    const mixed = (unit: string, hard: number, easy: number) => {
      const [h, e] = [Math.round(hard * 0.7), Math.round(easy * 0.98)];
      const byGroup = new Map([
        [1, { n: hard, met: h }],
        [2, { n: easy, met: e }],
      ]);
      return row(unit, hard + easy, h + e, { byGroup });
    };
    const units = [mixed('hard', 500, 100), mixed('x', 50, 900), mixed('y', 50, 900), mixed('z', 40, 950)];
    const base = read(units);
    for (const unit of units)
      for (const [grp, { n, met }] of unit.byGroup) {
        const all = base.whole.byGroup.get(grp) ?? { n: 0, met: 0 };
        base.whole.byGroup.set(grp, { n: all.n + n, met: all.met + met });
      }
    base.whole.byGroup.delete(0);
    const found = ranked(base).rows.find((r) => r.unit === 'hard')!;
    expect(found.rate!).toBeLessThan(0.8);
    expect(found.adjusted.rate!).toBeCloseTo(base.whole.rate!, 1);
    expect(found.adjusted.standing).toBe('same');
  });
});

describe('the parts of a change', () => {
  type Change = Parameters<typeof withParts>[0];
  const basis = { rules: 'serc-27' } as Change['basis'];
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  const days = fc.array(fc.nat({ max: 20 }), { maxLength: 13 });
  const decided = (key: string, met: readonly number[], late: readonly number[]) => {
    const [unit, stage, grp] = key.split('|').map(Number) as [number, number, number];
    const entries = (counts: readonly number[], verdict: Verdict) =>
      counts.flatMap((n, days) => (n === 0 ? [] : [{ grp, days, verdict: VERDICTS.indexOf(verdict), n }]));
    const hist = encodeHistogram([...entries(met, 'met'), ...entries(late, 'overdue')]);
    return { unit, stage, grp, n: total(met) + total(late), met: total(met), hist };
  };
  const strata = fc
    .array(fc.tuple(fc.constantFrom('1|3|0', '1|3|1', '2|3|0', '2|5|0', '3|5|1'), days, days))
    .map((all) => new Map(all.map(([key, met, late]) => [key, decided(key, met, late)])));

  const taken = fc
    .dictionary(fc.constantFrom('1|3|0', '2|5|0'), fc.nat({ max: 3 }))
    .map((x) => new Map(Object.entries(x)));

  it.each(['in', 'out'] as const)('add up without remainder, with suspensions and exemptions, told %s', (told) => {
    fc.assert(
      fc.property(strata, strata, fc.nat({ max: 5 }), taken, taken, (before, after, held, old, recent) => {
        const late = (side: ReadonlyMap<string, { n: number; met: number }>, key: string) =>
          (side.get(key)?.n ?? 0) - (side.get(key)?.met ?? 0);
        const within = (counts: typeof old, side: typeof before) =>
          new Map([...counts].map(([key, n]) => [key, Math.min(n, late(side, key))]));
        const exempted = { before: within(old, before), after: within(recent, after) };
        const at = Date.UTC(2026, 5, 1) * 1000;
        const one = { unit: 1, stage: 3, grp: 0, used: 3, from: [at], to: [at + 9 * 86_400e6] };
        const read: Change = {
          basis: { ...basis, exempted: told },
          kind: 'hv',
          kinds: ['hv'],
          against: 'year',
          before: { from: '2025-01', to: '2025-06' },
          after: { from: '2026-01', to: '2026-06' },
          known: true,
          units: [1, 2, 3].map((unit) => ({ unit, code: `u${unit}`, name: '' })),
          stages: [
            { stage: 3, code: 'completion', name: '', groups: new Set([0, 1]) },
            { stage: 5, code: 'connect', name: '', groups: new Set([0, 1]) },
          ],
          groups: [
            { grp: 0, class: 'hv-single', business: '' },
            { grp: 1, class: 'hv-dual', business: '' },
          ],
          strata: { before, after },
          exempted,
          suspended: { before: [], after: Array.from({ length: held }, () => one) },
          zone: 'Asia/Shanghai',
        };
        const reply = withParts(read, {
          chosen: RULE_SETS.find((s) => s.code === 'serc-27')!,
          calendar: chineseCalendar(),
        });
        const { change, parts } = reply;
        if (told === 'in') expect(parts.find(({ part }) => part === 'exemption')?.effect ?? 0).toBe(0);
        if (change === null) return;
        expect(parts.reduce((sum, part) => sum + part.effect, 0)).toBeCloseTo(change, 10);
        expect(change).toBeCloseTo(reply.after.met / reply.after.n - reply.before.met / reply.before.n, 12);
      }),
    );
  });
});
