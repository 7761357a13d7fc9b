import { MARKS } from '../../sql/vocabulary.ts';
import { comparePrecedence, isApplied } from './applicable.ts';
import { dateText, parseDate } from './day.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** Days between two generations of a limit on which none holds, both included. */
export type Gap = { before: number; after: number; from: string; to: string };

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

/** Days between two rules that ask the same of the same cases, with no rule between them. */
export function gaps({ rules }: RuleSet): Gap[] {
  const found: Gap[] = [];
  rules.forEach((rule, before) => {
    if (!isApplied(rule) || rule.to === null) return;
    const end = rule.to;
    const later = [...rules.entries()].filter(
      ([, other]) => isApplied(other) && sameCases(rule, other) && (other.from ?? '') > end,
    );
    const [next] = later.toSorted(([, a], [, b]) => a.from!.localeCompare(b.from!));
    if (next === undefined) return;
    const [after, following] = next;
    const from = parseDate(end) + 1;
    const to = parseDate(following.from!) - 1;
    const covered = rules.some(
      (other) =>
        other !== rule &&
        isApplied(other) &&
        sameCases(rule, other) &&
        (other.from ?? '') <= end &&
        (other.to ?? '9999') > end,
    );
    if (from <= to && !covered) found.push({ before, after, from: dateText(from), to: dateText(to) });
  });
  return found;
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

function samePlace(a: Rule, b: Rule): boolean {
  return a.scope === b.scope && a.stage === b.stage && a.segment === b.segment;
}

function sameCases(a: Rule, b: Rule): boolean {
  const asked = ({ units, classes, supplies, voltage, capacity, flags }: Rule) =>
    JSON.stringify([units, classes, supplies, voltage, capacity, flags]);
  return samePlace(a, b) && asked(a) === asked(b);
}

/** Some case could meet both on some day. A rule for a unit goes before one for everywhere, and of two units the deeper. */
function overlap(a: Rule, b: Rule): boolean {
  const units =
    (a.units === undefined) === (b.units === undefined) &&
    (a.units === undefined || a.units.some((code) => b.units!.includes(code)));
  const classes = a.classes === undefined || b.classes === undefined || a.classes.some((c) => b.classes!.includes(c));
  const supplies = a.supplies === undefined || b.supplies === undefined || a.supplies === b.supplies;
  const days = (a.to ?? '9999') >= (b.from ?? '') && (b.to ?? '9999') >= (a.from ?? '');
  const flags = MARKS.every((mark) => agree(a.flags?.[mark], b.flags?.[mark]));
  return (
    units &&
    classes &&
    supplies &&
    days &&
    flags &&
    bandsMeet(a.voltage, b.voltage) &&
    bandsMeet(a.capacity, b.capacity)
  );
}

const agree = (a: boolean | undefined, b: boolean | undefined): boolean =>
  a === undefined || b === undefined || a === b;

function bandsMeet(a: Rule['voltage'], b: Rule['voltage']): boolean {
  return (a?.over ?? -Infinity) < (b?.upTo ?? Infinity) && (b?.over ?? -Infinity) < (a?.upTo ?? Infinity);
}
