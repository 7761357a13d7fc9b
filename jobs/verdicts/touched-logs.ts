import type { Db } from '../../sql/database.ts';
import { caseLogs } from '../../sql/read/case-log.ts';
import type { CaseLog } from '../../sql/vocabulary.ts';

/** Cases to judge, and the logs of those among them that exist. */
export type Batch = { caseIds: readonly number[]; logs: readonly CaseLog[] };

/**
 * The cases an import touched and, where they age, all open ones, each once, or simply all: a later data time moves every
 * running clock. Cases that are no more come last, without a log. Only cases numbered below `below`.
 */
export async function* touchedLogs(
  db: Db,
  origin: number,
  caseIds: ReadonlySet<number> | 'all',
  ages: boolean,
  below = Infinity,
): AsyncGenerator<Batch> {
  const upTo = below === Infinity ? {} : { below };
  if (caseIds === 'all') {
    for await (const logs of caseLogs(db, origin, upTo)) yield { caseIds: logs.map((log) => log.caseId), logs };
    return;
  }
  const left = new Set([...caseIds].filter((id) => id < below));
  const open = ages ? caseLogs(db, origin, { where: 'open', ...upTo }) : [];
  for await (const logs of open) {
    for (const log of logs) left.delete(log.caseId);
    yield { caseIds: logs.map((log) => log.caseId), logs };
  }
  for await (const logs of caseLogs(db, origin, { caseIds: [...left] })) {
    for (const log of logs) left.delete(log.caseId);
    yield { caseIds: logs.map((log) => log.caseId), logs };
  }
  if (left.size > 0) yield { caseIds: [...left], logs: [] };
}
