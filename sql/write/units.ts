import { sql } from 'kysely';
import type { Db } from '../database.ts';

export type UnitRecord = {
  unit: number;
  code: string;
  name: string;
  parent: number | null;
  level: number;
  ord: number;
};

const CHUNK = 5000;

export async function unitsOf(db: Db, origin: number): Promise<UnitRecord[]> {
  return db
    .selectFrom('unit')
    .select(['unit', 'code', 'name', 'parent', 'level', 'ord'])
    .where('origin', '=', origin)
    .orderBy('unit')
    .execute();
}

/** Replaces an origin's tree and its closure. */
export async function saveUnits(trx: Db, origin: number, units: readonly UnitRecord[]): Promise<void> {
  await trx.deleteFrom('unit').where('origin', '=', origin).execute();
  for (let at = 0; at < units.length; at += CHUNK) {
    await trx
      .insertInto('unit')
      .values(units.slice(at, at + CHUNK).map((unit) => ({ origin, ...unit })))
      .execute();
  }
  await trx.deleteFrom('unit_above').where('origin', '=', origin).execute();
  await sql`
    with recursive above as (
      select unit, unit as above from unit where origin = ${origin}
      union all
      select a.unit, u.parent from above a join unit u on u.origin = ${origin} and u.unit = a.above
      where u.parent is not null
    )
    insert into unit_above (origin, unit, above) select ${origin}::int, unit, above from above`.execute(trx);
}
