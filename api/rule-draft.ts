import { parseDate } from '../jobs/clock/day.ts';
import { checkLimits } from '../jobs/clock/rule-check.ts';
import { RuleFault } from '../jobs/clock/rule-fault.ts';
import { checkedInForce } from '../jobs/clock/rule-generations.ts';
import { readRuleSets, type RuleSet } from '../jobs/clock/rule-set.ts';
import type { Db } from '../sql/database.ts';
import { Failure } from '../sql/failure.ts';
import { ruleDocs } from '../sql/read-ground/rule-docs.ts';
import type { NewRuleDraft } from './contract/rule-drafts.ts';

/** The whole set a draft asks for, `file` where it stands in one. Throws a Failure naming place and value. */
export async function draftedSet(
  db: Db,
  { doc, set, rule, changes }: Pick<NewRuleDraft, 'doc' | 'set' | 'rule' | 'changes'>,
  file = '',
): Promise<RuleSet> {
  const sets = (await ruleDocs(db)).map((one) => one.doc as RuleSet);
  if (doc !== undefined) {
    const own = doc as Record<string, unknown>;
    const known = sets.find(({ code }) => code === own['code']);
    const written = Array.isArray(doc) ? doc : { ...doc, id: known?.id ?? 32_767 };
    return orRefuse(() => {
      const read = readRuleSets([
        ...sets.filter((one) => one !== known).map((one): [string, unknown] => [one.code, one]),
        [file, written],
      ]).find(({ code }) => code === own['code'])!;
      checkLimits(read);
      return read;
    }, file);
  }
  const current = sets.find(({ code }) => code === set);
  if (current === undefined || rule === undefined || current.rules[rule] === undefined)
    throw new Failure('bad-query', { value: `${set}: rule ${rule}?` });
  const rules = current.rules.map((one, i) => (i === rule ? { ...one, ...changes } : one));
  return orRefuse(() => {
    const changed = { ...current, rules };
    checkLimits(changed);
    return changed;
  });
}

/** The set as it will be in force. Throws a Failure for one that leaves a case between two limits. */
export function comingSet(draft: number, doc: object, current: object, from: string | null): RuleSet {
  const [drafted, now] = [doc as RuleSet, current as RuleSet];
  const coming = from === null ? { corrects: true as const } : { from: dayFrom(from) };
  const set = orRefuse(() => checkedInForce(now, drafted, coming));
  const named = withoutDraft(now.version);
  return { ...set, version: withoutDraft(set.version) === named ? `${named} r${draft}` : set.version };
}

/** Changes of one version are told apart by their draft. */
const withoutDraft = (version: string): string => version.replace(/ r\d+$/, '');

/** A rule set that cannot be, said in both languages: the reader's is chosen at the door. */
export function refused(fault: RuleFault): Failure {
  return new Failure('bad-rules', { zh: fault.say('zh'), en: fault.say('en') });
}

function dayFrom(text: string) {
  return orRefuse(() => {
    try {
      return parseDate(text);
    } catch {
      throw new RuleFault('no-date', { place: '/from', value: text });
    }
  });
}

function orRefuse<T>(work: () => T, file = ''): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error;
    throw refused(file === '' ? error : error.in(file));
  }
}
