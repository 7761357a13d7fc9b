import { setTimeout as wait } from 'node:timers/promises';
import { RULE_SETS_JOB, ruleSetSlots } from '../../jobs/verdicts/rule-sets-slot.ts';
import { judgeOtherRuleSets } from '../../jobs/verdicts/other-rule-sets.ts';
import { runSlot } from '../../jobs/runner.ts';
import type { Connection, Db } from '../../sql/database.ts';
import { doneSlots } from '../../sql/write/job-slots.ts';
import { tell } from './source-work.ts';

const TELL_MS = 2_000;

/** Judges by changed calendars and rules under the same slots as the timetable: a running server and this do it once. */
export async function judgeAnew(db: Db, pool: Connection['pool']): Promise<void> {
  const now = () => Date.now() * 1000;
  for (const slot of await ruleSetSlots(db)) {
    let told = 0;
    const outcome = await runSlot({ db, now }, RULE_SETS_JOB, slot, async (held) => ({
      judged: await judgeOtherRuleSets(db, pool, (detail) => {
        held.progress(detail);
        if (Date.now() - told < TELL_MS) return;
        told = Date.now();
        tell(`  ${detail.rules}: ${detail.cases} cases judged`);
      }),
    }));
    if (outcome.state === 'failed') throw outcome.error;
    while (outcome.state === 'taken' && (await doneSlots(db, RULE_SETS_JOB, [slot])).size === 0) await wait(TELL_MS);
  }
}
