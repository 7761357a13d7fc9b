import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { arrivesBy, isFailing, isStale } from '../read-ground/freshness.ts';
import { originsOf, topUnit, type OriginRow } from '../read-ground/origin.ts';
import { day, iso } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/** What there is to look at: the sources the reader may see, oldest first, and imports now running. */
export async function sources(db: Db, scope: Scope, _question: object, now: Instant) {
  const found = [];
  for (const origin of await originsOf(db, scope)) found.push(await sourceOf(db, scope, origin, now));
  return { sources: found, importing: scope.within === null ? await importsRunning(db, now) : [] };
}

async function sourceOf(db: Db, scope: Scope, o: OriginRow, now: Instant) {
  const top = await topUnit(db, scope, o.origin);
  const last = sql`o.data_time - case when o.daily then interval '1 microsecond' else interval '0' end`;
  const today = sql`case when not o.own_clock or o.data_time is null then ${day(instant(now), o.zone)}
    when o.daily then ${day(sql`${last} + interval '1 day'`, o.zone)} else ${day(last, o.zone)} end`;
  const facts = await sql<{
    dataTime: string | null;
    arrivedAt: string | null;
    today: string;
    stale: boolean;
    arrivesBy: string;
    failing: boolean;
    firstMonth: string | null;
    lastMonth: string | null;
    cases: number;
    primaryRules: string;
  }>`
    select ${iso(sql`o.data_time`, o.zone)} as "dataTime", ${iso(sql`o.arrived_at`, o.zone)} as "arrivedAt",
           ${today} as today, ${isStale(now)} as stale, ${arrivesBy} as "arrivesBy",
           ${isFailing} as failing, r.code as "primaryRules",
           (select to_char(min(opened) at time zone o.zone, 'YYYY-MM') from case_fact where origin = o.origin) as "firstMonth",
           to_char((${last}) at time zone o.zone, 'YYYY-MM') as "lastMonth",
           (select coalesce(sum(n), 0)::int from cube c where c.origin = o.origin and c.rule_set = o.rule_set
              and c.stage = ${CUBE.applied} and c.unit = ${top.unit}) as cases
    from origin o join rule_set r on r.rule_set = o.rule_set where o.origin = ${o.origin}`.execute(db);
  const rules = await sql<{ code: string; name: string; nameEn: string; kind: string }>`
    select r.code, r.name, r.name_en as "nameEn", r.kind from rule_set r
    where r.rule_set = ${o.ruleSet} or exists (select from judged j where j.origin = ${o.origin} and j.rule_set = r.rule_set)
    order by r.rule_set`.execute(db);
  const units = await sql<{ code: string; name: string; parent: string | null; level: number }>`
    select u.code, u.name, case when u.unit <> ${top.unit} then p.code end as parent, u.level
    from unit_above a join unit u on u.origin = a.origin and u.unit = a.unit
    left join unit p on p.origin = u.origin and p.unit = u.parent
    where a.origin = ${o.origin} and a.above = ${top.unit} order by u.level, u.ord, u.unit`.execute(db);
  const stages = await db
    .selectFrom('stage')
    .select(['code', 'name', 'assessed'])
    .where('origin', '=', o.origin)
    .orderBy('ord')
    .orderBy('stage')
    .execute();
  const groups = await db
    .selectFrom('cube_group')
    .select(['class', 'business'])
    .where('origin', '=', o.origin)
    .execute();
  const distinct = (words: string[]) => [...new Set(words)].filter((w) => w !== '').sort();
  return {
    source: o.source,
    label: o.label,
    demo: o.demo,
    ownClock: o.ownClock,
    daily: o.daily,
    zone: o.zone,
    version: o.version,
    ...facts.rows[0]!,
    rules: rules.rows,
    units: units.rows,
    stages,
    classes: distinct(groups.map((g) => g.class)),
    businesses: distinct(groups.map((g) => g.business)),
  };
}

/** Imports whose lease is alive, once they have told of themselves; the runner keeps their progress in the slot. */
async function importsRunning(db: Db, now: Instant) {
  const { rows } = await sql<{ name: string; rows: number; percent: number | null; rowsPerSecond: number | null }>`
    select detail ->> 'name' as name, coalesce((detail ->> 'rows')::numeric, 0)::int as rows,
           (detail ->> 'percent')::float8 as percent, (detail ->> 'rowsPerSecond')::float8 as "rowsPerSecond"
    from job_slot where job in ('import', 'upload') and state = 'running' and lease_until > ${instant(now)}
      and detail ? 'name'
    order by started_at, slot`.execute(db);
  return rows;
}
