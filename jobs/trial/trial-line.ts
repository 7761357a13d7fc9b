import type { Db } from '../../sql/database.ts';
import { openRequests, requested } from '../../sql/write/job-requests.ts';
import type { Line } from '../schedule.ts';
import { runTrial, type TrialAsked } from './trial.ts';

export const TRIAL = 'trial';

/** What somebody tries on a page: judged beside everything else, with progress; the answer stays in the ledger. */
export function trialLine({ db }: { db: Db }): Line {
  return {
    job: TRIAL,
    at: '* * * * * *',
    due: async () => (await openRequests(db, TRIAL)).map(({ slot }) => slot),
    async run(slot, held) {
      const asked = (await requested<TrialAsked>(db, TRIAL, slot))!;
      const started = Date.now();
      const result = await runTrial(db, asked, (done) => held.progress(done));
      return { ...result, seconds: (Date.now() - started) / 1000 };
    },
  };
}
