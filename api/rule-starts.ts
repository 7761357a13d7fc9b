import type { RuleSet } from '../jobs/clock/rule-set.ts';
import type { RuleStart } from './contract/rule-start.ts';

/** Days on which a rule of a set begins within the months, one marker per set and day. */
export function markersOf(months: readonly { month: string }[], sets: readonly RuleSet[], rules: string): RuleStart[] {
  const first = months[0]?.month ?? '';
  const last = months.at(-1)?.month ?? '';
  const shown = sets
    .filter(({ code, example }) => example !== true || code === rules)
    .flatMap((set) => {
      const starts = new Set(set.rules.flatMap((rule) => (rule.from === null ? [] : [rule.from])));
      return [...starts]
        .filter((date) => date.slice(0, 7) >= first && date.slice(0, 7) <= last)
        .map((date) => ({ date, name: set.name, nameEn: set.nameEn, ownSet: set.code === rules }));
    });
  return shown.toSorted((a, b) => a.date.localeCompare(b.date));
}
