import type { Connection, Db } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { CLASSES } from '../../sql/vocabulary.ts';
import { changedCases, judgedOrigins, type JudgedOrigin } from '../../sql/write/judged-origins.ts';
import { judgingInput, type Judgement } from '../../sql/write/judged.ts';
import { calendarOf } from '../clock/calendar.ts';
import { RULE_SETS, type RuleSet } from '../clock/rule-set.ts';
import { extendsBasis } from './basis.ts';
import { judgeCases, type JudgeResult } from './judge-cases.ts';

/**
 * Brings every rule set of every origin up to its origin's version: the sets beside the primary one after an import, all
 * of them after rules or calendar changed. Each set is judged in a transaction of its own, on a snapshot, so that imports
 * need not wait. Costs a few small reads when nothing changed.
 */
export async function judgeOtherRuleSets(db: Db, pool: Connection['pool']): Promise<(Judgement & JudgeResult)[]> {
  const done: (Judgement & JudgeResult)[] = [];
  for (const origin of await judgedOrigins(db)) {
    for (const rules of RULE_SETS) {
      if (!judges(rules, origin) || upToDate(rules, origin)) continue;
      const judgement = { origin: origin.origin, ruleSet: rules.id };
      done.push({ ...judgement, ...(await catchUp(pool, judgement)) });
    }
  }
  return done;
}

/** Judges everything anew and replaces clocks, pages and cube; they come out as increments would have left them. */
export async function rebuild(pool: Connection['pool'], judgement: Judgement): Promise<JudgeResult> {
  return inTransaction(pool, async (trx) => {
    const { version } = await judgingInput(trx, judgement);
    return judgeCases(trx, { ...judgement, caseIds: 'all', version });
  });
}

async function catchUp(pool: Connection['pool'], judgement: Judgement): Promise<JudgeResult> {
  const judge = async (trx: Db) => {
    const { version, last } = await judgingInput(trx, judgement);
    const caseIds = last ? await changedCases(trx, judgement.origin, last.version) : ('all' as const);
    return judgeCases(trx, { ...judgement, caseIds, version });
  };
  return inTransaction(pool, judge, { snapshot: true });
}

/** Deadlines of the source need cases that have one, the official limits need customer classes they know. */
export function judges(rules: RuleSet, origin: JudgedOrigin): boolean {
  if (rules.id === origin.primary) return true;
  if (rules.example === true) return origin.chosen.includes(rules.code);
  if (rules.kind === 'source') return origin.deadlines;
  return origin.classes.some((name) => (CLASSES as readonly string[]).includes(name));
}

function upToDate(rules: RuleSet, origin: JudgedOrigin): boolean {
  const last = origin.judged.find((row) => row.ruleSet === rules.id);
  return (
    last !== undefined &&
    last.version === origin.version &&
    last.calendarVersion === calendarOf(rules).version &&
    extendsBasis(last.rules, JSON.parse(JSON.stringify(rules)), false)
  );
}
