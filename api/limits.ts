import { parseDate } from '../jobs/clock/day.ts';
import { limitsFor } from '../jobs/clock/limits.ts';
import type { RuleSet } from '../jobs/clock/rule-set.ts';

export type StageLimit = { class: string; value: number; unit: string };

/** A stage's limits under a rule set on a day, one per class; of one class where it is chosen and has a limit of its own. */
export function limitsOf(set: RuleSet, stage: string, day: string, chosen?: string): StageLimit[] {
  const all = limitsFor(set, stage, parseDate(day)).flatMap((l) =>
    l.value === null ? [] : [{ ...l, value: l.value }],
  );
  if (chosen === undefined) return all;
  const own = all.filter((l) => l.class === chosen);
  return own.length > 0 ? own : all.filter((l) => l.class === '');
}

/** The one limit all of these agree on; null where classes with several limits are mixed. */
export function oneLimit(limits: readonly StageLimit[]): number | null {
  const [first, ...others] = limits;
  if (first === undefined || others.some((l) => l.value !== first.value || l.unit !== first.unit)) return null;
  return first.value;
}
