import type { Db } from '../../sql/database.ts';
import type { HeldLogs } from '../../sql/read/case-log.ts';
import { changedCases } from '../../sql/write/judged-origins.ts';
import { judgedRuleSets, judgingInput, primaryRuleSet } from '../../sql/write/judged.ts';
import { judgeCases, type JudgeResult } from './judge-cases.ts';

type Change = { origin: number; caseIds: readonly number[]; version: number; logs?: HeldLogs | null; more?: boolean };

/**
 * Judges what an import changed by its origin's primary rule set, inside the import's transaction, so that facts and
 * verdicts become visible together. The origin's row must already hold its new data time.
 */
export async function publishPrimary(trx: Db, change: Change): Promise<JudgeResult> {
  return judgeCases(trx, { ...change, ruleSet: await primaryRuleSet(trx, change.origin) });
}

/**
 * The same by every rule set that has judged the origin, so that cases which are no more leave all of them: a set that
 * catches up later would not hear of them.
 */
export async function publishAll(trx: Db, change: Change): Promise<void> {
  const primary = await primaryRuleSet(trx, change.origin);
  await publishPrimary(trx, change);
  for (const ruleSet of await judgedRuleSets(trx, change.origin)) {
    if (ruleSet === primary) continue;
    const { last } = await judgingInput(trx, { origin: change.origin, ruleSet });
    const missed = await changedCases(trx, change.origin, last!.version);
    await judgeCases(trx, { ...change, ruleSet, caseIds: [...new Set([...change.caseIds, ...missed])] });
  }
}
