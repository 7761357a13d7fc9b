import type { Db } from '../database.ts';
import { allParties, type PartyRow } from '../parties.ts';

export type StageRow = { stage: number; code: string; name: string; ord: number; owner: number; assessed: boolean };
export type StepRow = { step: number; name: string; stage: number; owner: number; ends: boolean };
/** `head`: the firm a branch belongs to, else its own name. */
export type FirmRow = { firm: number; name: string; head: string };
export type Words = { stages: StageRow[]; steps: StepRow[]; parties: PartyRow[]; firms: FirmRow[] };

const CHUNK = 5000;

export async function wordsOf(db: Db, origin: number): Promise<Words> {
  return {
    stages: await db
      .selectFrom('stage')
      .select(['stage', 'code', 'name', 'ord', 'owner', 'assessed'])
      .where('origin', '=', origin)
      .orderBy('stage')
      .execute(),
    steps: await db
      .selectFrom('step')
      .select(['step', 'name', 'stage', 'owner', 'ends'])
      .where('origin', '=', origin)
      .orderBy('step')
      .execute(),
    parties: await allParties(db, origin),
    firms: await db
      .selectFrom('firm')
      .select(['firm', 'name', 'head'])
      .where('origin', '=', origin)
      .orderBy('firm')
      .execute(),
  };
}

/** Writes words that are new, and those whose meaning changed (a new mapping of steps to stages). */
export async function saveWords(trx: Db, origin: number, words: Words): Promise<void> {
  for (const rows of chunks(words.stages)) {
    await trx
      .insertInto('stage')
      .values(rows.map((row) => ({ origin, ...row })))
      .onConflict((oc) =>
        oc.columns(['origin', 'stage']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          ord: eb.ref('excluded.ord'),
          owner: eb.ref('excluded.owner'),
          assessed: eb.ref('excluded.assessed'),
        })),
      )
      .execute();
  }
  for (const rows of chunks(words.steps)) {
    await trx
      .insertInto('step')
      .values(rows.map((row) => ({ origin, ...row })))
      .onConflict((oc) =>
        oc.columns(['origin', 'step']).doUpdateSet((eb) => ({
          stage: eb.ref('excluded.stage'),
          owner: eb.ref('excluded.owner'),
          ends: eb.ref('excluded.ends'),
        })),
      )
      .execute();
  }
  for (const rows of chunks(words.parties)) {
    await trx
      .insertInto('party')
      .values(rows.map((row) => ({ origin, ...row })))
      .execute();
  }
  for (const rows of chunks(words.firms)) {
    await trx
      .insertInto('firm')
      .values(rows.map((row) => ({ origin, ...row })))
      .execute();
  }
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK);
}
