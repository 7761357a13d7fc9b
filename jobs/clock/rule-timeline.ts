import { STAGES, type DayNumber } from '../../sql/vocabulary.ts';
import { validOn } from './applicable.ts';
import { parseDate } from './day.ts';
import { PSEUDO_STAGES } from './limits.ts';
import { gaps, ties } from './rule-faults.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** A limit of the timeline: a rule, the sets that hold it, and how it stands on a day. */
export type TimelineLimit = Rule & {
  /** Codes of the sets that hold the very same rule. */
  sets: string[];
  /** Where in each of them it stands. */
  places: { set: string; rule: number }[];
  /** Code of the clock it belongs to: a stage, `whole`, `utilitySum` or a segment. */
  clock: string;
  state: 'past' | 'current' | 'coming';
  /** unset: the limit exists, its value is not known; unconfirmed: not applied until somebody confirms it. */
  mark: 'confirmed' | 'unconfirmed' | 'unset';
};

/** Rules of one set between which nothing decides, or days on which none of them holds. */
export type TimelineFault = {
  set: string;
  kind: 'tie' | 'gap';
  clock: string;
  /** Legal sources of the two rules. */
  between: [string, string];
  /** Days without a limit, both included; of a tie null. */
  from: string | null;
  to: string | null;
};

/**
 * All limits that apply to cases of a unit (codes from the highest down) and a class (null: any), past, in force on `day`
 * and coming; by clock, then by the day they begin.
 */
export function ruleTimeline(
  sets: readonly RuleSet[],
  of: { unitPath: readonly string[]; class: string | null; day: DayNumber },
): { limits: TimelineLimit[]; faults: TimelineFault[] } {
  const concerns = (rule: Rule) =>
    (rule.units === undefined || rule.units.some((code) => of.unitPath.includes(code))) &&
    (rule.classes === undefined || of.class === null || rule.classes.includes(of.class));
  const found = new Map<string, TimelineLimit>();
  for (const set of sets) {
    for (const [index, rule] of set.rules.entries()) {
      if (!concerns(rule)) continue;
      const key = JSON.stringify(rule);
      const same = found.get(key);
      const place = { set: set.code, rule: index };
      if (same) {
        same.sets.push(set.code);
        same.places.push(place);
      } else
        found.set(key, {
          ...rule,
          sets: [set.code],
          places: [place],
          clock: clockOf(rule),
          state: stateOn(rule, of.day),
          mark: markOf(rule),
        });
    }
  }
  const limits = [...found.values()].toSorted(
    (a, b) =>
      placeOf(a.clock) - placeOf(b.clock) ||
      (a.from ?? '').localeCompare(b.from ?? '') ||
      a.sets[0]!.localeCompare(b.sets[0]!),
  );
  return { limits, faults: sets.flatMap((set) => faultsOf(set, concerns)) };
}

function faultsOf(set: RuleSet, concerns: (rule: Rule) => boolean): TimelineFault[] {
  const pair = (one: number, other: number) => [set.rules[one]!, set.rules[other]!] as const;
  const told = (kind: 'tie' | 'gap', rules: readonly [Rule, Rule], days: { from: string; to: string } | null) =>
    rules.some(concerns)
      ? [
          {
            ...{ set: set.code, kind, clock: clockOf(rules[0]) },
            between: [rules[0].source, rules[1].source] as [string, string],
            ...(days ?? { from: null, to: null }),
          },
        ]
      : [];
  return [
    ...ties(set).flatMap(([one, other]) => told('tie', pair(one, other), null)),
    ...gaps(set).flatMap(({ before, after, from, to }) => told('gap', pair(before, after), { from, to })),
  ];
}

/** In process order, then what spans several stages; a stage of another process last. */
const ORDER: readonly string[] = [...STAGES, 'utilitySum', 'whole', 'segmentA', 'segmentB', 'segmentC', 'segmentD'];
const placeOf = (clock: string): number => (ORDER.includes(clock) ? ORDER.indexOf(clock) : ORDER.length);

function clockOf({ scope, stage, segment }: Rule): string {
  return PSEUDO_STAGES[scope] ?? (segment === undefined ? (stage ?? '') : `segment${segment}`);
}

function stateOn(rule: Rule, day: DayNumber): TimelineLimit['state'] {
  if (validOn(rule, day)) return 'current';
  return rule.from !== null && parseDate(rule.from) > day ? 'coming' : 'past';
}

function markOf({ value, statistic, confirmed }: Rule): TimelineLimit['mark'] {
  if (value === null && statistic !== 'agreed') return 'unset';
  return confirmed ? 'confirmed' : 'unconfirmed';
}
