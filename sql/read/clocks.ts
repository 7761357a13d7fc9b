import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { originOf, topUnit } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';
import type { CaseLog, Instant, Process } from '../vocabulary.ts';
import { caseLogs, processOf } from './case-log.ts';

/** What the clocks of a source are told from: its process, its data time and its cases, a batch at a time. */
export type ClocksInput = {
  origin: number;
  primary: number;
  process: Process;
  /** null while the source has no event. */
  dataTime: Instant | null;
  logs: AsyncGenerator<CaseLog[]>;
};

/** Reads only cases of units the reader may see. Throws `unknown-source`, `unknown-case`. */
export async function clocksInput(
  db: Db,
  scope: Scope,
  asked: { source: string; caseKey?: string },
): Promise<ClocksInput> {
  const { origin, dataTime, ruleSet } = await originOf(db, scope, asked.source);
  const top = await topUnit(db, scope, origin);
  const process = await processOf(db, origin);
  const caseIds = asked.caseKey === undefined ? undefined : [await caseIdOf(db, origin, asked.caseKey)];
  return {
    origin,
    primary: ruleSet,
    process,
    dataTime,
    logs: visible(caseLogs(db, origin, { caseIds }), process, top.code),
  };
}

async function caseIdOf(db: Db, origin: number, key: string): Promise<number> {
  const found = await db
    .selectFrom('case_fact')
    .select('case_id')
    .where('origin', '=', origin)
    .where('case_key', '=', key)
    .executeTakeFirst();
  if (found === undefined) throw new Failure('unknown-case', { value: key });
  return found.case_id;
}

async function* visible(batches: AsyncGenerator<CaseLog[]>, { unitPaths }: Process, top: string) {
  for await (const logs of batches) yield logs.filter(({ unit }) => unitPaths?.get(unit)?.includes(top) === true);
}
