import type { DayNumber } from '../../sql/vocabulary.ts';
import { isApplied, validOn } from './applicable.ts';
import type { Rule, RuleSet } from './rule-set.ts';

export type Limit = { class: string; value: number; unit: Rule['unit'] };

/** Codes of the pseudo-stages beside a log's own. */
export const WHOLE_PROCESS = 'whole-process';
export const UTILITY_SUM = 'utility-sum';

/**
 * The limits of one stage (or of `whole-process`, `utility-sum`) that hold on a day, one per customer class; class ''
 * where a rule holds for every class. Limits that need a condition beyond the class are left out.
 */
export function limitsFor(rules: RuleSet, stageCode: string, at: DayNumber): Limit[] {
  const limits = new Map<string, Limit>();
  const newestFirst = rules.rules.toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
  for (const rule of newestFirst) {
    const code = rule.scope === 'stage' ? rule.stage : rule.scope;
    if (code !== stageCode || !isApplied(rule) || !validOn(rule, at)) continue;
    if (rule.voltage !== undefined || rule.capacity !== undefined || rule.flags !== undefined) continue;
    for (const word of rule.classes ?? ['']) {
      if (!limits.has(word)) limits.set(word, { class: word, value: rule.value, unit: rule.unit });
    }
  }
  return [...limits.values()];
}
