import type { Db } from '../database.ts';
import type { Judgement } from './judged.ts';

/** Removes everything judged of an origin under a rule set. */
export async function clearJudgement(trx: Db, { origin, ruleSet }: Judgement): Promise<void> {
  for (const table of ['case_clock', 'case_page', 'cube', 'judged'] as const) {
    await trx.deleteFrom(table).where('origin', '=', origin).where('rule_set', '=', ruleSet).execute();
  }
}
