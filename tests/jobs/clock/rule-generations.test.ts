import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../jobs/clock/day.ts';
import { ruleChanges } from '../../../jobs/clock/rule-changes.ts';
import { checkedInForce, checkRules, inForceFrom } from '../../../jobs/clock/rule-generations.ts';
import { RULE_SETS, type RuleSet } from '../../../jobs/clock/rule-set.ts';

const serc = RULE_SETS.find((set) => set.code === 'serc-27')!;
const at = serc.rules.findIndex((rule) => rule.stage === 'plan' && rule.classes?.includes('hv-single'));
const shorter: RuleSet = { ...serc, rules: serc.rules.map((rule, i) => (i === at ? { ...rule, value: 15 } : rule)) };
const plans = (set: RuleSet) =>
  set.rules
    .filter((rule) => rule.stage === 'plan' && rule.classes?.includes('hv-single'))
    .map(({ from, to, value }) => [from, to, value]);

describe('inForceFrom(current, draft, coming)', () => {
  it('lets the old limit end on the day before and the new one begin, and leaves the others alone', () => {
    const set = inForceFrom(serc, shorter, { from: parseDate('2026-12-01') });
    expect(plans(set)).toEqual([
      ['2010-01-01', '2026-11-30', 20],
      ['2026-12-01', null, 15],
    ]);
    expect(set.rules.length).toBe(serc.rules.length + 1);
    expect(checkRules(set)).toEqual({ gaps: 0 });
  });

  it('ends what a draft leaves out, begins what it adds, and takes back what never began', () => {
    const without = { ...serc, rules: serc.rules.filter((_, i) => i !== at) };
    expect(plans(inForceFrom(serc, without, { from: parseDate('2026-12-01') }))).toEqual([
      ['2010-01-01', '2026-11-30', 20],
    ]);
    const planned = inForceFrom(serc, shorter, { from: parseDate('2026-12-01') });
    const again = { ...planned, rules: planned.rules.filter((rule) => rule.value !== 15 || rule.stage !== 'plan') };
    const back = inForceFrom(planned, again, { from: parseDate('2026-11-01') });
    expect(plans(back)).toEqual([['2010-01-01', '2026-11-30', 20]]);
  });

  it('a correction changes the past', () => {
    expect(plans(inForceFrom(serc, shorter, { corrects: true }))).toEqual([['2010-01-01', null, 15]]);
  });

  it('a draft that says the same limit twice is refused, not taken for one of them', () => {
    const twice = { ...serc, rules: [...serc.rules, serc.rules[at]!] };
    const other = { ...serc, rules: [...serc.rules, { ...serc.rules[at]!, value: 9 }] };
    for (const draft of [twice, other])
      expect(() => checkedInForce(serc, draft, { from: parseDate('2026-12-01') })).toThrow(/apply to the same case/);
    expect(plans(checkedInForce(serc, shorter, { from: parseDate('2026-12-01') }))).toHaveLength(2);
  });

  it('a tie is refused by its two sources', () => {
    const tied = { ...serc, rules: [...serc.rules, { ...serc.rules[at]!, value: 9 }] };
    expect(() => checkRules(tied)).toThrow(/rule \d+ .* and rule \d+ .* apply to the same case/);
    const wrong = { ...serc, rules: [{ ...serc.rules[0]!, from: '2020-01-02', to: '2020-01-01' }] };
    expect(() => checkRules(wrong)).toThrow(/begins on "2020-01-02" and ends on 2020-01-01/);
  });
});

it('ruleChanges(before, after) names what differs of a limit', () => {
  const found = ruleChanges(serc, {
    ...shorter,
    rules: [...shorter.rules.slice(1), { ...serc.rules[0]!, stage: 'survey' }],
  });
  expect(found.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['changed', [{ field: 'value', before: '20', after: '15' }]],
    ['added', []],
    ['removed', []],
  ]);
});
