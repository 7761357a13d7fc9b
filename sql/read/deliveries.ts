import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { arrivals, type DayOfSource } from '../read-ground/arrival.ts';
import { arrivesBy, isStale } from '../read-ground/freshness.ts';
import { isMissing, missingDays, unreadListed } from '../read-ground/missing.ts';
import { day, iso } from '../read-ground/time.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { BUSINESS_ZONE, type Instant } from '../vocabulary.ts';

/** Days the calendar shows, today the last. */
const DAYS = 35;

type SourceRow = {
  origin: number;
  source: string;
  label: string;
  kind: string | null;
  daily: boolean;
  arrivesBy: string;
  freshMinutes: number | null;
  stale: boolean;
  dataTime: string | null;
  lagSeconds: number | null;
  triedAt: string | null;
  succeededAt: string | null;
  rows: number;
  error: string;
  waiting: number;
  ignored: Record<string, number>;
  missing: number;
  missingDays: number;
  unreadListed: number;
  /** Latest day by which a daily feed must have come. */
  expected: string | null;
};

/** How every source delivers, how its last tries went, and what each of the last days brought. */
export async function deliveries(db: Db, scope: Scope, question: { source?: string | undefined }, now: Instant) {
  const origins = await wholeOrigins(db, scope, question.source);
  const wall = sql`(${instant(now)} at time zone o.zone)`;
  const last = sql`(select max(i.finished_at) from import_file i where i.origin = o.origin and i.status = 'imported')`;
  const { rows: found } = await sql<SourceRow>`
    select o.origin, o.source, o.label, d.kind, o.daily, ${arrivesBy} as "arrivesBy", d.fresh_minutes as "freshMinutes",
           ${isStale(now)} as stale, ${iso(sql`o.data_time`, BUSINESS_ZONE)} as "dataTime",
           case when not o.own_clock then extract(epoch from ${instant(now)} - o.data_time)::float8 end as "lagSeconds",
           ${iso(sql`d.tried_at`, BUSINESS_ZONE)} as "triedAt",
           ${iso(sql`coalesce(greatest(d.succeeded_at, ${last}), ${last})`, BUSINESS_ZONE)} as "succeededAt",
           coalesce(nullif(d.rows_in, 0), (select i.rows_in from import_file i where i.origin = o.origin
             and i.status = 'imported' order by i.file desc limit 1), 0) as rows,
           coalesce(d.error, '') as error, coalesce(d.waiting, 0) as waiting, coalesce(d.ignored, '{}') as ignored,
           (select count(*)::int from case_fact f where f.origin = o.origin and ${isMissing(sql`o.data_time`)}) as missing,
           ${missingDays} as "missingDays", ${unreadListed(sql`o.data_time`)} as "unreadListed",
           case when o.daily and not o.own_clock then
             to_char(${wall} - case when ${wall}::time < ${arrivesBy}::time then interval '1 day' else interval '0' end,
               'YYYY-MM-DD') end as expected
    from origin o left join delivery d on d.origin = o.origin
    where o.origin = any(${origins}::int[]) order by o.source`.execute(db);
  const { rows: days } = await sql<DayOfSource & { origin: number }>`
    select o.origin, to_char(c.day, 'YYYY-MM-DD') as day, coalesce(f.files, 0)::int as files, coalesce(f.rows, 0)::int as rows,
           coalesce(o.daily and not o.own_clock and f.first::time > ${arrivesBy}::time, false) as late
    from origin o
    cross join generate_series((${wall}::date - ${DAYS - 1}::int)::timestamp, ${wall}::date::timestamp, interval '1 day') as c(day)
    left join lateral (select count(*) as files, sum(i.rows_in) as rows, min(i.finished_at at time zone o.zone) as first
      from import_file i where i.origin = o.origin and i.status = 'imported'
        and i.finished_at >= c.day at time zone o.zone and i.finished_at < (c.day + interval '1 day') at time zone o.zone
    ) f on true
    where o.origin = any(${origins}::int[]) order by o.origin, c.day`.execute(db);
  const absent = await absentOf(db, origins, now);
  const { rows: today } = await sql<{ today: string }>`select ${day(instant(now), BUSINESS_ZONE)} as today`.execute(db);
  return {
    today: today[0]!.today,
    sources: found.map(({ origin, expected, ...source }) => ({
      ...source,
      absent: absent
        .filter((one) => one.origin === origin)
        .map(({ file, sha256, what, names }) => ({ file, sha256, what, names })),
      days: arrivals(
        days.filter((d) => d.origin === origin).map(({ origin: _, ...d }) => d),
        expected,
      ),
    })),
  };
}

type Absent = { origin: number; file: string; sha256: string; what: 'units' | 'days'; names: string };

/** Units the latest file of its kind lacks against the usual, and days that files of late lacked and that have not come since. */
async function absentOf(db: Db, origins: readonly number[], now: Instant): Promise<Absent[]> {
  const { rows } = await sql<Absent>`
    select i.origin, i.name as file, i.sha256, 'units' as what, n ->> 'value' as names, i.file as number
    from (select distinct on (origin, shape) * from import_file
          where origin = any(${origins}::int[]) and status = 'imported' order by origin, shape, file desc) i
    cross join lateral jsonb_array_elements(i.told -> 'noted') n
    where n ->> 'code' = 'fewer-units'
    union all
    select i.origin, i.name, i.sha256, 'days', string_agg(d, ', ' order by d), i.file
    from import_file i cross join lateral jsonb_array_elements(i.told -> 'noted') n
    cross join lateral unnest(string_to_array(n ->> 'value', ', ')) d
    where i.origin = any(${origins}::int[]) and i.status = 'imported' and n ->> 'code' = 'absent-days' and d <> '…'
      and i.finished_at >= ${instant(now)} - make_interval(days => ${DAYS}::int)
      and not exists (select from import_file l where l.origin = i.origin and l.shape = i.shape and l.status = 'imported'
        and d::date = any(l.days))
    group by i.origin, i.file, i.name, i.sha256 order by origin, number, what`.execute(db);
  return rows;
}
