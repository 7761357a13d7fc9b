import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Ground } from './ground.ts';

export type TargetRow = {
  measure: string;
  part: string;
  direction: 'higher' | 'lower';
  value: number;
  challenge: number | null;
  from: string;
};

/** The chosen unit's own targets that hold in the last month of the period, one per measure and part. */
export async function targetsOf(db: Db, g: Ground): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select distinct on (measure, part) measure, part, direction, value, challenge, valid_from as "from"
    from target
    where origin = ${g.origin} and unit = ${g.unit.code} and valid_from < ${`${g.basis.to}-01`}::date + interval '1 month'
    order by measure, part, valid_from desc`.execute(db);
  return rows;
}
