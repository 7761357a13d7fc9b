import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { FIRM_ROLES, type FirmRole } from '../read-ground/firm.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

/** Cases accepted in the period by design, construction and supply firm, branches with the firm they belong to; by name. */
export async function firms(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const accepted = sql`case_fact f where ${within(g)} and f.opened >= ${instant(g.start)} and f.opened < ${instant(g.end)}
    and f.opened <= ${instant(g.asOf)}`;
  const named = sql`(f.designer is not null or f.builder is not null or f.supplier is not null)`;
  const role = (of: FirmRole) => sql`count(distinct k.case_id) filter (where k.role = ${of})::int as ${sql.ref(of)}`;
  const { rows } = await sql<Record<FirmRole, number> & { firm: string; cases: number; branches: number }>`
    select m.head as firm, count(distinct k.case_id)::int as cases, ${sql.join(FIRM_ROLES.map(role))},
           (count(distinct m.firm) filter (where m.name <> m.head))::int as branches
    from (select f.case_id, r.role, r.firm from (select * from ${accepted} and ${named}) f
          cross join lateral unnest(array[${sql.join(FIRM_ROLES)}]::text[], array[f.designer, f.builder, f.supplier])
            as r(role, firm)) k
    join firm m on m.origin = ${g.origin} and m.firm = k.firm
    group by m.head order by m.head collate "C"`.execute(db);
  const { rows: whole } = await sql<{ cases: number; named: number }>`
    select count(*)::int as cases, count(*) filter (where ${named})::int as named from ${accepted}`.execute(db);
  return { basis: { ...g.basis, readFrom: 'facts' as const }, ...whole[0]!, firms: rows };
}
