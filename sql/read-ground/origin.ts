import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { Failure } from '../failure.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';
import { answered } from './answered.ts';

/** One source the reader may see. */
export type OriginRow = {
  origin: number;
  source: string;
  label: string;
  zone: string;
  ruleSet: number;
  ownClock: boolean;
  daily: boolean;
  demo: boolean;
  mapped: boolean;
  version: number;
  /** null while the source has no event. */
  dataTime: Instant | null;
  arrivedAt: Instant | null;
  /** Changes whenever cases, verdicts, closed periods or what was answered of the source do; null while nothing is judged. */
  stamp: string | null;
};

/** The sources the reader may see, oldest first: what stands first must not change under a wall when a file arrives. */
export async function originsOf(db: Db, scope: Scope): Promise<OriginRow[]> {
  const within = scope.within;
  const { rows } = await sql<OriginRow>`
    select ${keptPlan} origin, source, label, zone, rule_set as "ruleSet", own_clock as "ownClock", daily, demo, mapped, version,
           data_time as "dataTime", arrived_at as "arrivedAt",
           (select string_agg(concat_ws('@', j.rule_set, j.version, extract(epoch from j.judged_at)), ' ' order by j.rule_set)
              || concat_ws('@', ' ', o.version, (select extract(epoch from max(p.closed_at)) from closed_period p where p.origin = o.origin), ${answered})
            from judged j where j.origin = o.origin) as stamp
    from origin o where ${within === null ? sql`true` : sql`source = ${within.source}`}
    order by version = 0, origin`.execute(db);
  return rows;
}

/** The named source, else the first that anything came from. */
export async function originOf(db: Db, scope: Scope, source: string | undefined): Promise<OriginRow> {
  const origins = await originsOf(db, scope);
  const first = origins[0];
  if (first === undefined) throw new Failure('no-source');
  const found = source === undefined ? first : origins.find((o) => o.source === source);
  if (found === undefined) throw new Failure('unknown-source', { value: source ?? '' });
  return found;
}

export type UnitRow = { unit: number; code: string; name: string };

/** The highest unit of a source the reader may see. */
export async function topUnit(db: Db, scope: Scope, origin: number): Promise<UnitRow> {
  const within = scope.within;
  const found = await db
    .selectFrom('unit')
    .modifyFront(keptPlan)
    .select(['unit', 'code', 'name'])
    .where('origin', '=', origin)
    .where((e) => (within === null ? e('parent', 'is', null) : e('code', '=', within.unit)))
    .orderBy('unit')
    .executeTakeFirst();
  if (found === undefined) throw new Failure('unknown-unit', { value: within?.unit ?? '' });
  return found;
}

/** A unit by its code, if it is the given top or lies below it. */
export async function unitBelow(db: Db, scope: Scope, origin: number, code: string | undefined): Promise<UnitRow> {
  const top = await topUnit(db, scope, origin);
  if (code === undefined || code === top.code) return top;
  const found = await db
    .selectFrom('unit as u')
    .modifyFront(keptPlan)
    .innerJoin('unit_above as a', (j) => j.onRef('a.origin', '=', 'u.origin').onRef('a.unit', '=', 'u.unit'))
    .select(['u.unit', 'u.code', 'u.name'])
    .where('u.origin', '=', origin)
    .where('u.code', '=', code)
    .where('a.above', '=', top.unit)
    .executeTakeFirst();
  if (found === undefined) throw new Failure('unknown-unit', { value: code });
  return found;
}
