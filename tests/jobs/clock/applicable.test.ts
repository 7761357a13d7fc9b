import { describe, expect, it } from 'vitest';
import { byPrecedence } from '../../../jobs/clock/applicable.ts';
import { refuseTies, ties } from '../../../jobs/clock/rule-faults.ts';
import { RULE_SETS, type Rule, type RuleSet } from '../../../jobs/clock/rule-set.ts';

const shipped = RULE_SETS.find((set) => set.code === 'serc-27')!;
const rule: Rule = {
  ...shipped.rules.find((one) => one.stage === 'plan')!,
  classes: ['hv-single'],
  from: '2010-01-01',
};
const setOf = (...rules: Rule[]): RuleSet => ({ ...shipped, rules });

describe('ties(set)', () => {
  it('finds none in the shipped sets', () => {
    expect(RULE_SETS.map((set) => [set.code, ties(set)])).toEqual(RULE_SETS.map((set) => [set.code, []]));
    expect(RULE_SETS.length).toBeGreaterThanOrEqual(6);
  });

  it('finds two rules that ask the same of the same cases from the same day', () => {
    expect(ties(setOf(rule, { ...rule, value: 30 }))).toEqual([[0, 1]]);
    expect(() => refuseTies([setOf(rule, { ...rule, value: 30 })])).toThrow(/serc-27.*rule 1 .*rule 2/);
  });

  it('is settled by another class, another day or one condition more', () => {
    expect(ties(setOf(rule, { ...rule, classes: ['hv-dual'] }))).toEqual([]);
    expect(ties(setOf(rule, { ...rule, from: '2020-01-01' }))).toEqual([]);
    expect(ties(setOf(rule, { ...rule, supplies: 1 }))).toEqual([]);
  });
});

describe('byPrecedence(set)', () => {
  it('puts more conditions first, then the later day', () => {
    const general = { ...rule, classes: undefined };
    const later = { ...rule, from: '2024-06-01' };
    expect(byPrecedence(setOf(general, rule, later))).toEqual([2, 1, 0]);
  });
});
