import type { Db } from '../../sql/database.ts';
import { definitionInForce } from '../../sql/write/definition.ts';
import { originHeads } from '../../sql/write/origin-heads.ts';

/** The job that judges by every set beside the primary one, and by all of them when rules or calendars changed. */
export const RULE_SETS_JOB = 'rule-sets';

/** One slot per source, naming its version, the rules and the calendars: an old one never falls due again. */
export async function ruleSetSlots(db: Db): Promise<string[]> {
  const definition = await definitionInForce(db);
  return (await originHeads(db)).map((origin) => `${origin.source}@${origin.version} #${definition}`);
}
