import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Ground } from './ground.ts';

export type UnitBelow = { unit: number; code: string; name: string; hasBelow: boolean };

/** The units one level below the chosen one, in the source's order. */
export async function unitsBelow(db: Db, g: Ground): Promise<UnitBelow[]> {
  const { rows } = await sql<UnitBelow>`
    select u.unit, u.code, u.name,
           exists (select from unit b where b.origin = u.origin and b.parent = u.unit) as "hasBelow"
    from unit u where u.origin = ${g.origin} and u.parent = ${g.unit.unit}
    order by u.ord, u.unit`.execute(db);
  return rows;
}

/** The units of the subtree that have none below them, in the source's order. */
export async function lowestUnits(db: Db, g: Ground): Promise<Omit<UnitBelow, 'hasBelow'>[]> {
  const { rows } = await sql<Omit<UnitBelow, 'hasBelow'>>`
    select u.unit, u.code, u.name
    from unit_above a join unit u on u.origin = a.origin and u.unit = a.unit
    where a.origin = ${g.origin} and a.above = ${g.unit.unit}
      and not exists (select from unit b where b.origin = u.origin and b.parent = u.unit)
    order by u.ord, u.unit`.execute(db);
  return rows;
}
