import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { monthPlus, type Month } from '../read-ground/month.ts';
import { monthStart } from '../read-ground/time.ts';
import { isOpen } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The first and last month in which ended cases ended; the open stock is tried whatever the period. */
export type EndedIn = { from: Month; to: Month };

/** The cases something is tried on, with what the trial needs to know of their source. Who may ask is decided before. */
export async function trialScope(
  db: Db,
  asked: { source: string; unit?: string; class?: string; ended?: EndedIn; draft?: number },
): Promise<{
  origin: number;
  asOf: Instant;
  primary: string;
  caseIds: number[];
  units: Map<number, { code: string; name: string }>;
  draft: object | null;
}> {
  const origin = await db
    .selectFrom('origin as o')
    .innerJoin('rule_set as r', 'r.rule_set', 'o.rule_set')
    .select(['o.origin', 'o.zone', 'o.data_time as asOf', 'r.code as primary'])
    .where('o.source', '=', asked.source)
    .executeTakeFirst();
  if (origin === undefined) throw new Failure('unknown-source', { value: asked.source });
  const units = await db
    .selectFrom('unit')
    .select(['unit', 'code', 'name'])
    .where('origin', '=', origin.origin)
    .execute();
  const top = asked.unit === undefined ? null : units.find(({ code }) => code === asked.unit);
  if (top === undefined) throw new Failure('unknown-unit', { value: asked.unit! });
  const below =
    top === null
      ? sql`true`
      : sql`exists (select from unit_above a where a.origin = f.origin and a.unit = f.unit and a.above = ${top.unit})`;
  const { zone, ...known } = origin;
  const asOf = origin.asOf ?? 0;
  const { rows } = await sql<{ id: number }>`
    select f.case_id as id from case_fact f
    where f.origin = ${origin.origin} and ${below} and ${endedIn(asked.ended, zone, asOf)}
      and ${asked.class === undefined ? sql`true` : sql`f.class = ${asked.class}`}
    order by f.case_id`.execute(db);
  const draft =
    asked.draft === undefined
      ? undefined
      : await db.selectFrom('rule_draft').select('doc').where('draft', '=', asked.draft).executeTakeFirst();
  return {
    ...known,
    asOf,
    caseIds: rows.map(({ id }) => id),
    units: new Map(units.map(({ unit, code, name }) => [unit, { code, name }])),
    draft: draft?.doc ?? null,
  };
}

/** Condition on `case_fact f`: open, or ended in these months. */
function endedIn(ended: EndedIn | undefined, zone: string, asOf: Instant): RawBuilder<boolean> {
  if (ended === undefined) return sql<boolean>`true`;
  const { from, to } = ended;
  if (![from, to].every((month) => MONTH.test(month)) || from > to)
    throw new Failure('bad-period', { value: `${from} – ${to}` });
  return sql<boolean>`(${isOpen(asOf)} or f.ended >= ${monthStart(from, zone)} and f.ended < ${monthStart(monthPlus(to, 1), zone)})`;
}
