import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import type { Ground } from './ground.ts';
import { keepingOfSource } from './keeping.ts';

export type TargetRow = {
  unit: string;
  measure: string;
  part: string;
  direction: 'higher' | 'lower';
  value: number;
  challenge: number | null;
  points: number | null;
  from: string;
};

/** The own targets of units (codes; default the chosen one) that hold in the period's last month, one per measure and part. */
export function targetsOf(db: Db, g: Ground, units: readonly string[] = [g.unit.code]): Promise<readonly TargetRow[]> {
  return kept(g, [g.basis.to, units], () => targetsIn(db, g, units));
}

const kept = keepingOfSource<TargetRow[]>(100);

async function targetsIn(db: Db, g: Ground, units: readonly string[]): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select ${keptPlan} distinct on (unit, measure, part) unit, measure, part, direction, value, challenge, points, valid_from as "from"
    from target
    where origin = ${g.origin} and unit = any(${[...units]}::text[]) and valid_from < ${`${g.basis.to}-01`}::date + interval '1 month'
    order by unit, measure, part, valid_from desc`.execute(db);
  return rows;
}
