import type { Db } from '../../sql/database.ts';
import { primaryRuleSet } from '../../sql/write/judged.ts';
import { judgeCases, type JudgeResult } from './judge-cases.ts';

/**
 * Judges what an import changed by its origin's primary rule set, inside the import's transaction, so that facts and
 * verdicts become visible together. The origin's row must already hold its new data time.
 */
export async function publishPrimary(
  trx: Db,
  change: { origin: number; caseIds: readonly number[]; version: number },
): Promise<JudgeResult> {
  return judgeCases(trx, { ...change, ruleSet: await primaryRuleSet(trx, change.origin) });
}
