import { sql } from 'kysely';
import { callbackWord, type CallbackWord } from '../callback-word.ts';
import type { Db } from '../database.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/** A callback as pages and cube keep it: the day it was made, where it was not, was due. */
export type CalledBack = { stage: number; at: Instant; days: number };

/** The callbacks of these cases by case number, in order. */
export async function calledBack(
  trx: Db,
  origin: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CalledBack[]>> {
  const { rows } = await sql<CallbackWord & { key: string; at: Instant }>`
    select case_key as key, coalesce(made, due) as at, made is not null as made, answered, grade,
           time_deviates as "timeDeviates", designated
    from callback where origin = ${origin} and case_key = any(${keys}::text[]) and coalesce(made, due) is not null
    order by case_key, occurrence`.execute(trx);
  const found = new Map<string, CalledBack[]>();
  for (const { key, at, ...said } of rows) {
    const called = { stage: CUBE.calledBack, at, days: callbackWord(said) };
    const known = found.get(key);
    if (known) known.push(called);
    else found.set(key, [called]);
  }
  return found;
}
