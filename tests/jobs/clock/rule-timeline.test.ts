import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../jobs/clock/day.ts';
import { ruleTimeline } from '../../../jobs/clock/rule-timeline.ts';
import { RULE_SETS, type RuleSet } from '../../../jobs/clock/rule-set.ts';

const day = parseDate('2026-10-21');
const setOf = (code: string) => RULE_SETS.find((set) => set.code === code)!;
const of = (sets: RuleSet[], over: { unitPath?: string[]; class?: string } = {}) =>
  ruleTimeline(sets, { unitPath: over.unitPath ?? [], class: over.class ?? null, day });

describe('ruleTimeline(sets, of)', () => {
  it('tells the supply rules apart by what holds on a day, and names each generation of a limit', () => {
    const { limits, faults } = of([setOf('supply-rules-1996'), setOf('supply-rules-2024')], { class: 'hv-single' });
    expect(faults).toEqual([]);
    const told = limits
      .filter(({ clock }) => clock === 'plan')
      .map((one) => [one.from, one.to, one.value, one.unit, one.state, one.mark]);
    expect(told).toEqual([
      ['1996-10-08', '2024-05-31', 1, 'month', 'past', 'unconfirmed'],
      ['2024-06-01', null, 10, 'working-day', 'current', 'confirmed'],
    ]);
  });

  it('counts a limit that several sets hold once and says which', () => {
    const { limits } = of([setOf('demo-primary'), setOf('serc-27')], { class: 'hv-dual' });
    const plan = limits.filter(({ clock }) => clock === 'plan');
    expect(plan.map(({ sets, value }) => [sets, value])).toEqual([[['demo-primary', 'serc-27'], 45]]);
  });

  it('leaves out what holds for other units and classes', () => {
    const rule = { ...setOf('serc-27').rules[0]!, units: ['33410'] };
    const set = { ...setOf('serc-27'), rules: [rule] };
    expect(of([set], { unitPath: ['334'] }).limits).toEqual([]);
    expect(of([set], { unitPath: ['334', '33410'] }).limits).toHaveLength(1);
    expect(of([set], { unitPath: ['33410'], class: 'nobody' }).limits).toEqual([]);
  });

  it('goes through the clocks in the order of the process, then what spans several stages', () => {
    const { limits } = of([setOf('demo-primary'), setOf('ndrc-1479')], { class: 'lv-nonresident' });
    const clocks = [...new Set(limits.map(({ clock }) => clock))];
    expect(clocks).toEqual(['plan', 'design', 'mid', 'completion', 'connect', 'utilitySum', 'whole']);
  });

  it('shows a tie and a gap as errors, and a limit to come', () => {
    const [rule] = setOf('serc-27').rules;
    const base = { ...rule!, from: '2010-01-01', to: '2020-12-31' };
    const tied = of([{ ...setOf('serc-27'), rules: [base, { ...base, value: 99 }] }]);
    expect(tied.faults.map(({ kind, from }) => [kind, from])).toEqual([['tie', null]]);
    const later = { ...base, from: '2027-01-01', to: null };
    const gap = of([{ ...setOf('serc-27'), rules: [base, later] }]);
    expect(gap.faults).toMatchObject([{ kind: 'gap', from: '2021-01-01', to: '2026-12-31' }]);
    expect(gap.limits.map(({ state }) => state)).toEqual(['past', 'coming']);
  });
});
