import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** An origin with what decides which rule sets judge it, and how far each has come. `rules`: the set as it was then. */
export type JudgedOrigin = {
  origin: number;
  version: number;
  primary: number;
  /** Codes of further sets the profile names. */
  chosen: string[];
  /** Some case has a deadline given by the source. */
  deadlines: boolean;
  /** Customer classes that occur. */
  classes: string[];
  judged: { ruleSet: number; version: number; calendarVersion: string; rules: unknown }[];
};

/** Every origin that has cases. */
export async function judgedOrigins(db: Db): Promise<JudgedOrigin[]> {
  const { rows } = await sql<JudgedOrigin>`
    select o.origin, o.version, o.rule_set as primary,
      coalesce(array(select jsonb_array_elements_text(o.profile -> 'alsoRules')), '{}') as chosen,
      exists (select from case_fact f where f.origin = o.origin and f.deadline is not null) as deadlines,
      array(select distinct g.class from cube_group g where g.origin = o.origin) as classes,
      (select coalesce(jsonb_agg(jsonb_build_object('ruleSet', j.rule_set, 'version', j.version,
          'calendarVersion', j.calendar_version, 'rules', j.basis -> 'rules')), '[]')
        from judged j where j.origin = o.origin) as judged
    from origin o
    where exists (select from case_fact f where f.origin = o.origin)
    order by o.origin
  `.execute(db);
  return rows;
}

/** The cases that changed after a version of their origin. */
export async function changedCases(db: Db, origin: number, after: number): Promise<number[]> {
  const rows = await db
    .selectFrom('case_fact')
    .select('case_id')
    .where('origin', '=', origin)
    .where('version', '>', after)
    .execute();
  return rows.map((row) => row.case_id);
}
