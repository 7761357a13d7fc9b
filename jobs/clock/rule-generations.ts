import type { DayNumber } from '../../sql/vocabulary.ts';
import { dateText, parseDate } from './day.ts';
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

/** The same, once neither the draft itself nor what it leads to leaves a case between two limits; else a RangeError. */
export function checkedInForce(current: RuleSet, draft: RuleSet, coming: Coming): RuleSet {
  checkRules(draft);
  const set = inForceFrom(current, draft, coming);
  checkRules(set);
  return set;
}

/** Throws a RangeError for a set that would leave a case between two limits; gaps are told, not refused. */
export function checkRules(set: RuleSet): { gaps: number } {
  for (const { from, to } of set.rules) {
    if (from !== null) parseDate(from);
    if (to !== null) parseDate(to);
    if (from !== null && to !== null && from > to) throw new RangeError(`a rule begins on ${from} and ends on ${to}`);
  }
  const [tie] = ties(set);
  if (tie !== undefined) {
    const [one, other] = tie.map((index) => `rule ${index + 1} (${set.rules[index]!.source})`);
    throw new RangeError(`${one} and ${other} apply to the same case with equal right`);
  }
  return { gaps: gaps(set).length };
}
