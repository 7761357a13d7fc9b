import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { originsOf } from '../read-ground/origin.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** How the installation is doing: age of each source's data and what its jobs did, for monitoring. */
export async function vitals(db: Db, scope: Scope, _question: object, now: Instant) {
  const origins = await originsOf(db, scope);
  const jobs = await sql<{ job: string; state: string; n: number }>`
    select job, case when state = 'running' and lease_until <= ${instant(now)} then 'lost' else state end as state,
           count(*)::int as n
    from job_slot group by 1, 2`.execute(db);
  const seconds = (at: Instant | null) => (at === null ? null : (now - at) / 1e6);
  return {
    sources: origins.map((o) => ({
      source: o.source,
      version: o.version,
      dataAgeSeconds: seconds(o.dataTime),
      arrivedAgeSeconds: seconds(o.arrivedAt),
    })),
    jobs: jobs.rows,
  };
}
