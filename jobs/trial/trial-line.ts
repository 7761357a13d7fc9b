import type { Db } from '../../sql/database.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { openRequests, pruneRequests, requested } from '../../sql/write/job-requests.ts';
import { SLOTS_KEPT } from '../runner.ts';
import type { Line } from '../schedule.ts';
import { runTrial, type TrialAsked } from './trial.ts';

export const TRIAL = 'trial';

/** What somebody tries on a page: judged beside everything else, with progress; the answer stays in the ledger for a while. */
export function trialLine({ db, now }: { db: Db; now: () => Instant }): Line {
  return {
    job: TRIAL,
    at: '* * * * * *',
    due: async () => (await openRequests(db, TRIAL)).map(({ slot }) => slot),
    async run(slot, held) {
      const asked = (await requested<TrialAsked>(db, TRIAL, slot))!;
      const started = Date.now();
      const result = await runTrial(db, asked, (done) => held.progress(done));
      await pruneRequests(db, TRIAL, now() - SLOTS_KEPT);
      return { ...result, seconds: (Date.now() - started) / 1000 };
    },
  };
}
