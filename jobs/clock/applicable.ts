import type { DayNumber } from '../../sql/vocabulary.ts';
import { parseDate } from './day.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** What is known of a case that a rule may ask for; null and missing flags: the source does not deliver it. */
export type CaseTraits = {
  class: string;
  /** kV. */
  voltage: number | null;
  /** kVA. */
  capacity: number | null;
  flags: readonly string[];
};

/** A rule that gives a case a verdict. */
export type AppliedRule = Rule & { value: number };

/** Confirmed, with a value, and judged case by case; a mean has no verdict per case. */
export function isApplied(rule: Rule): rule is AppliedRule {
  return rule.confirmed && rule.value !== null && rule.statistic === 'each';
}

export function validOn(rule: Rule, day: DayNumber): boolean {
  return (rule.from === null || parseDate(rule.from) <= day) && (rule.to === null || day <= parseDate(rule.to));
}

/** Every condition of the rule is known to be met. */
export function meets(rule: Rule, traits: CaseTraits): boolean {
  return (
    (rule.classes === undefined || rule.classes.includes(traits.class)) &&
    (rule.supplies === undefined || rule.supplies === suppliesOf(traits.class)) &&
    within(rule.voltage, traits.voltage) &&
    within(rule.capacity, traits.capacity) &&
    (rule.flags ?? []).every((flag) => traits.flags.includes(flag))
  );
}

/** Indices of the set's rules in the order in which they apply: more conditions first, then the later valid-from. */
export function byPrecedence({ rules }: RuleSet): number[] {
  const order = rules.map((_, index) => index);
  return order.toSorted((a, b) => comparePrecedence(rules[a]!, rules[b]!));
}

/** Pairs of rules of which none wins for some case: an error of the configuration, to be shown. */
export function ties(set: RuleSet): [number, number][] {
  const applied = [...set.rules.entries()].filter(([, rule]) => isApplied(rule));
  return applied.flatMap(([a, one], position) =>
    applied
      .slice(position + 1)
      .filter(([, other]) => samePlace(one, other) && comparePrecedence(one, other) === 0 && overlap(one, other))
      .map(([b]): [number, number] => [a, b]),
  );
}

/** Throws an Error naming both rules of the first tie. */
export function refuseTies(sets: readonly RuleSet[]): void {
  for (const set of sets) {
    const [tie] = ties(set);
    if (tie === undefined) continue;
    const [one, other] = tie.map((index) => `rule ${index + 1} (${set.rules[index]!.source})`);
    throw new Error(`rule set ${set.code}: ${one} and ${other} apply to the same case with equal right`);
  }
}

function comparePrecedence(a: Rule, b: Rule): number {
  return conditions(b) - conditions(a) || (b.from ?? '').localeCompare(a.from ?? '');
}

function conditions(rule: Rule): number {
  const asked = [rule.classes, rule.supplies, rule.voltage, rule.capacity].filter(
    (condition) => condition !== undefined,
  );
  return asked.length + (rule.flags?.length ?? 0);
}

function samePlace(a: Rule, b: Rule): boolean {
  return a.scope === b.scope && a.stage === b.stage;
}

/** Some case could meet both on some day. */
function overlap(a: Rule, b: Rule): boolean {
  const classes = a.classes === undefined || b.classes === undefined || a.classes.some((c) => b.classes!.includes(c));
  const supplies = a.supplies === undefined || b.supplies === undefined || a.supplies === b.supplies;
  const days = (a.to ?? '9999') >= (b.from ?? '') && (b.to ?? '9999') >= (a.from ?? '');
  return classes && supplies && days && bandsMeet(a.voltage, b.voltage) && bandsMeet(a.capacity, b.capacity);
}

function bandsMeet(a: Rule['voltage'], b: Rule['voltage']): boolean {
  return (a?.over ?? -Infinity) < (b?.upTo ?? Infinity) && (b?.over ?? -Infinity) < (a?.upTo ?? Infinity);
}

function within(band: Rule['voltage'], value: number | null): boolean {
  if (band === undefined) return true;
  return value !== null && value > (band.over ?? -Infinity) && value <= (band.upTo ?? Infinity);
}

function suppliesOf(customerClass: string): number | null {
  return customerClass === 'hv-single' ? 1 : customerClass === 'hv-dual' ? 2 : null;
}
