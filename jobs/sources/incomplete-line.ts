import type { Connection, Db } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { incompleteBefore, rejectIncomplete, type IncompleteFile } from '../../sql/write/incomplete.ts';
import { sayProblem } from '../import/wording/problem-words.ts';
import type { Line } from '../schedule.ts';

/** A file that was cut off is waited for so long; then it is no longer "perhaps still being written". */
const HOURS = 24;

/** Rejects what was held as incomplete and has not come whole since. */
export function incompleteLine({ db, pool, now }: { db: Db; pool: Connection['pool']; now: () => Instant }): Line {
  let found = new Map<string, IncompleteFile>();
  return {
    job: 'incomplete',
    at: '30 */10 * * * *',
    async due() {
      const files = await incompleteBefore(db, now() - HOURS * 3_600_000_000);
      found = new Map(files.map((file) => [`${file.origin} ${file.file}`, file]));
      return [...found.keys()];
    },
    async run(slot, held) {
      const file = found.get(slot)!;
      const params = { ...file.told?.problem?.params, file: file.name, hours: HOURS };
      const told = { problem: { code: 'never-completed', params }, noted: file.told?.noted ?? [] };
      await inTransaction(pool, async (trx) => {
        await rejectIncomplete(trx, file, { told, message: sayProblem('never-completed', params, 'en'), at: now() });
        await held.guard(trx);
      });
      return { file: file.name };
    },
  };
}
