import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { answered } from '../read-ground/answered.ts';
import type { Scope } from '../scope.ts';

/**
 * A text that changes whenever anything a reader could be shown of a source (absent: of any) changes: the origin's
 * version, the rule sets judged, the flow counted, files that came in, imports that run, and what people answered and
 * closed, and what a source's settings say of its lists. Part of the key of every kept answer.
 */
export async function versions(db: Db, scope: Scope, source: string | undefined): Promise<string> {
  const visible = scope.within === null ? source : scope.within.source;
  const { rows } = await sql<{ text: string }>`
    select ${keptPlan} coalesce(string_agg(concat_ws(':', o.origin, o.version, o.arrived_at,
             (select string_agg(j.rule_set || '@' || j.version || '/' || extract(epoch from j.judged_at), ',' order by j.rule_set) from judged j where j.origin = o.origin),
             (select 'f' || c.version from flow_counted c where c.origin = o.origin),
             (select 'm' || d.missing_days from delivery d where d.origin = o.origin),
             (select max(i.file) from import_file i where i.origin = o.origin),
             (select concat_ws('/', count(*), max(said_at)) from explanation x where x.origin = o.origin),
             (select max(closed_at) from closed_period x where x.origin = o.origin), ${answered}), ';' order by o.origin), '')
           || '#' || (select count(*) filter (where state = 'running') || coalesce(max(detail::text) filter (where state = 'running'), '')
                      from job_slot where job = 'import') as text
    from origin o where ${visible === undefined ? sql`true` : sql`o.source = ${visible}`}`.execute(db);
  return rows[0]!.text;
}
