import type { DayNumber } from '../../sql/vocabulary.ts';
import { dateText } from './day.ts';
import { checkLimits } from './rule-check.ts';
import { RuleFault } from './rule-fault.ts';
import { gaps, ties } from './rule-faults.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** How a draft comes into force: from a day on, so that nothing before it changes, or as a correction of what was wrong. */
export type Coming = { from: DayNumber } | { corrects: true };

/**
 * The set once a draft is in force. From a day on: what the draft changes or leaves out ends on the day before and what
 * it changes or adds begins then; a generation that was over by then stays as it is. A correction is the draft itself.
 */
export function inForceFrom(current: RuleSet, draft: RuleSet, coming: Coming): RuleSet {
  if ('corrects' in coming) return draft;
  const [day, eve] = [dateText(coming.from), dateText(coming.from - 1)];
  const said = (rule: Rule) => JSON.stringify(rule);
  const kept = new Set(draft.rules.map(said));
  const known = new Set(current.rules.map(said));
  const ended = current.rules.flatMap((rule): Rule[] => {
    if (kept.has(said(rule)) || (rule.to !== null && rule.to <= eve)) return [rule];
    return rule.from !== null && rule.from > eve ? [] : [{ ...rule, to: eve }];
  });
  const begun = draft.rules
    .filter((rule) => !known.has(said(rule)) && (rule.to === null || rule.to >= day))
    .map((rule): Rule => ({ ...rule, from: rule.from !== null && rule.from > day ? rule.from : day }));
  return { ...draft, rules: [...ended, ...begun] };
}

/** The same, once neither the draft itself nor what it leads to leaves a case between two limits; else a RuleFault. */
export function checkedInForce(current: RuleSet, draft: RuleSet, coming: Coming): RuleSet {
  checkRules(draft);
  const set = inForceFrom(current, draft, coming);
  checkRules(set);
  return set;
}

/** Throws a RuleFault for a set nobody could be judged by, or that leaves a case between two limits; gaps are told, not refused. */
export function checkRules(set: RuleSet): { gaps: number } {
  checkLimits(set);
  const [tie] = ties(set);
  if (tie !== undefined) {
    const [one, other] = tie;
    const sources = tie.map((index) => `(${set.rules[index]!.source})`);
    throw new RuleFault('tie', { place: `/rules/${one}/${sources[0]}`, other: `/rules/${other}/${sources[1]}` });
  }
  return { gaps: gaps(set).length };
}
