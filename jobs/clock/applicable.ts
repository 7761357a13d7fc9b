import { MARKS, type CaseLog, type DayNumber, type Mark } from '../../sql/vocabulary.ts';
import { parseDate } from './day.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** What of a case a rule may ask; null: the source does not say. */
export type CaseTraits = Pick<CaseLog, 'class' | 'voltage' | 'capacity' | 'supplies' | 'marks' | 'marksKnown'> & {
  /** Codes of the case's unit and all above it, the highest first. */
  unitPath: readonly string[];
};

/** What a source may leave unsaid. */
export type Asked = 'voltage' | 'capacity' | 'supplies' | Mark;

/** Whether a case meets a rule; what the source would have to say, where nothing else speaks against it. */
export type Fit = 'yes' | 'no' | Asked;

/** A rule that gives a case a verdict; an agreed date takes the place of the value. */
export type AppliedRule = Rule & { value: number };

/** Confirmed, with a value, and judged case by case; a mean has no verdict per case. */
export function isApplied(rule: Rule): rule is AppliedRule {
  return rule.confirmed && rule.value !== null && rule.statistic === 'each';
}

export function validOn(rule: Rule, day: DayNumber): boolean {
  return (rule.from === null || parseDate(rule.from) <= day) && (rule.to === null || day <= parseDate(rule.to));
}

export function fit(rule: Rule, traits: CaseTraits): Fit {
  if (rule.units !== undefined && !rule.units.some((code) => traits.unitPath.includes(code))) return 'no';
  if (rule.classes !== undefined && !rule.classes.includes(traits.class)) return 'no';
  const asked: (Fit | null)[] = [
    rule.supplies === undefined ? null : answer('supplies', suppliesOf(traits), (n) => n === rule.supplies),
    rule.voltage === undefined ? null : answer('voltage', traits.voltage, (n) => within(rule.voltage!, n)),
    rule.capacity === undefined ? null : answer('capacity', traits.capacity, (n) => within(rule.capacity!, n)),
    ...MARKS.map((mark, bit) => {
      const wanted = rule.flags?.[mark];
      if (wanted === undefined) return null;
      if (((traits.marksKnown >> bit) & 1) === 0) return mark;
      return (((traits.marks >> bit) & 1) === 1) === wanted ? ('yes' as const) : ('no' as const);
    }),
  ];
  if (asked.includes('no')) return 'no';
  return asked.find((found) => found !== null && found !== 'yes') ?? 'yes';
}

/** How deep in the tree a rule's unit lies for this case; 0 where it holds everywhere. */
export function depthOf(rule: Rule, unitPath: readonly string[]): number {
  return Math.max(0, ...(rule.units ?? []).map((code) => unitPath.indexOf(code) + 1));
}

/** Indices of the set's rules in the order in which they apply: deeper unit, more conditions, then the later valid-from. */
export function byPrecedence({ rules }: RuleSet, unitPath: readonly string[] = []): number[] {
  const order = rules.map((_, index) => index);
  const depths = rules.map((rule) => depthOf(rule, unitPath));
  return order.toSorted((a, b) => depths[b]! - depths[a]! || comparePrecedence(rules[a]!, rules[b]!));
}

/** More conditions, then the later valid-from; 0: neither wins. */
export function comparePrecedence(a: Rule, b: Rule): number {
  return conditions(b) - conditions(a) || (b.from ?? '').localeCompare(a.from ?? '');
}

function conditions(rule: Rule): number {
  const asked = [rule.classes, rule.supplies, rule.voltage, rule.capacity].filter(
    (condition) => condition !== undefined,
  );
  return asked.length + Object.keys(rule.flags ?? {}).length;
}

function answer(asked: Asked, value: number | null, holds: (value: number) => boolean): Fit {
  return value === null ? asked : holds(value) ? 'yes' : 'no';
}

export function within(band: NonNullable<Rule['voltage']>, value: number): boolean {
  return value > (band.over ?? -Infinity) && value <= (band.upTo ?? Infinity);
}

/** The number of sources, by the customer class where the source gives no number. */
function suppliesOf({ supplies, class: customerClass }: CaseTraits): number | null {
  return supplies ?? (customerClass === 'hv-single' ? 1 : customerClass === 'hv-dual' ? 2 : null);
}
