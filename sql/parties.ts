import { sql } from 'kysely';
import type { Db } from './database.ts';

/** A department or a person, as events number them. */
export type PartyRow = { party: number; name: string };

/** All of an origin, in order: in two values, as a province has tens of thousands and an import of ten lines asks for them. */
export async function allParties(db: Db, origin: number): Promise<PartyRow[]> {
  const { rows } = await sql<{ parties: number[] | null; names: string[] | null }>`
    select json_agg(party order by party) as parties, json_agg(name order by party) as names
    from party where origin = ${origin}`.execute(db);
  const { parties, names } = rows[0]!;
  return (parties ?? []).map((party, i) => ({ party, name: names![i]! }));
}

/** Names by number. */
export async function partyNames(db: Db, origin: number, parties: Iterable<number>): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('party')
    .select(['party', 'name'])
    .where('origin', '=', origin)
    .where('party', '=', sql<number>`any(${[...new Set(parties)]}::int[])`)
    .execute();
  return new Map(rows.map((row) => [row.party, row.name]));
}
