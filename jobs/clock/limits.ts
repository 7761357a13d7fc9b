import type { DayNumber } from '../../sql/vocabulary.ts';
import { isApplied, validOn } from './applicable.ts';
import type { Rule, RuleSet } from './rule-set.ts';

export type Limit = { class: string; value: number; unit: Rule['unit'] };

/** Codes of the clocks that belong to no stage of the log, by the scope of their rules. */
export const PSEUDO_STAGES: Partial<Record<Rule['scope'], string>> = {
  'whole-process': 'whole',
  'utility-sum': 'utilitySum',
};

/**
 * The limits of one stage (or of `whole`, `utilitySum`) that hold on a day, one per customer class; class ''
 * where a rule holds for every class. Limits that need a condition beyond the class are left out.
 */
export function limitsFor(rules: RuleSet, stageCode: string, at: DayNumber): Limit[] {
  const limits = new Map<string, Limit>();
  const newestFirst = rules.rules.toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
  for (const rule of newestFirst) {
    if (rule.scope === 'stage' ? rule.stage !== stageCode : PSEUDO_STAGES[rule.scope] !== stageCode) continue;
    if (!isApplied(rule) || !validOn(rule, at)) continue;
    const { units, supplies, voltage, capacity, flags } = rule;
    if ([units, supplies, voltage, capacity, flags].some((condition) => condition !== undefined)) continue;
    for (const word of rule.classes ?? ['']) {
      if (!limits.has(word)) limits.set(word, { class: word, value: rule.value, unit: rule.unit });
    }
  }
  return [...limits.values()];
}
