import { parseDate } from '../jobs/clock/day.ts';
import { checkedInForce } from '../jobs/clock/rule-generations.ts';
import { readRuleSets, type RuleSet } from '../jobs/clock/rule-set.ts';
import type { Db } from '../sql/database.ts';
import { ruleDocs } from '../sql/read-ground/rule-docs.ts';
import type { NewRuleDraft } from './contract/rule-drafts.ts';

/** A draft is wrong, or comes too late; the words say how. */
export class DraftRefused extends Error {}

/** The whole set a draft asks for. Throws DraftRefused. */
export async function draftedSet(db: Db, { doc, set, rule, changes }: NewRuleDraft): Promise<RuleSet> {
  const sets = (await ruleDocs(db)).map((one) => one.doc as RuleSet);
  if (doc !== undefined) {
    const own = doc as Record<string, unknown>;
    try {
      const known = sets.find(({ code }) => code === own['code']);
      const written = { ...doc, id: known?.id ?? 32_767 };
      return readRuleSets([
        ...sets.filter((one) => one !== known).map((one): [string, unknown] => [one.code, one]),
        ['draft', written],
      ]).find(({ code }) => code === own['code'])!;
    } catch (error) {
      throw new DraftRefused((error as Error).message, { cause: error });
    }
  }
  const current = sets.find(({ code }) => code === set);
  if (current === undefined || rule === undefined || current.rules[rule] === undefined)
    throw new DraftRefused(`rule set "${set}" has no rule ${rule}`);
  const rules = current.rules.map((one, i) => (i === rule ? { ...one, ...changes } : one));
  return { ...current, rules };
}

/** The set as it will be in force. Throws DraftRefused for one that leaves a case between two limits. */
export function comingSet(draft: number, doc: object, current: object, from: string | null): RuleSet {
  const [drafted, now] = [doc as RuleSet, current as RuleSet];
  try {
    const coming = from === null ? { corrects: true as const } : { from: parseDate(from) };
    const set = checkedInForce(now, drafted, coming);
    return {
      ...set,
      version: set.version === now.version ? `${now.version.replace(/ r\d+$/, '')} r${draft}` : set.version,
    };
  } catch (error) {
    throw new DraftRefused((error as Error).message, { cause: error });
  }
}
