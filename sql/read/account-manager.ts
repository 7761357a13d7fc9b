import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import { keepingOfSource } from '../read-ground/keeping.ts';
import { managed, MANAGED } from '../read-ground/managed.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import { unitsBelow } from '../read-ground/units.ts';
import { inSubtree, ofGroup, within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { isOpen } from '../status.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

type Counts = { n: number; known: number; one: number; changed: number; changes: number; gap: number; gapDays: number };

/**
 * 客户经理制 of the chosen unit and the units one level below: archived cases of the period whose steps name their account
 * manager, and the open cases nobody is named for, null where the source never names any. Units only; no person is counted.
 */
export async function accountManager(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const units = [{ ...g.unit, whole: true }, ...(await unitsBelow(db, g)).map((unit) => ({ ...unit, whole: false }))];
  const above = units.map(({ unit }) => unit);
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const count = (of: keyof typeof MANAGED) => sql`count(*) filter (where ${MANAGED[of]})::int as ${sql.ref(of)}`;
  const ended = await sql<Counts & { unit: number }>`
    select a.above as unit, sum(c.n)::int as n, sum(c.known)::int as known, sum(c.one)::int as one,
           sum(c.changed)::int as changed, sum(c.changes)::int as changes, sum(c.gap)::int as gap,
           round(sum(c."gapDays"))::int as "gapDays"
    from (
      select p.unit, count(*)::int as n, ${count('known')}, ${count('one')}, ${count('changed')}, ${count('gap')},
             coalesce(sum(m.changes), 0) as changes, coalesce(sum(m.gap), 0) as "gapDays"
      from case_page p cross join lateral unnest(p.case_id, p.stage) as k(case_id, stage)
      join case_fact f on f.origin = p.origin and f.case_id = k.case_id
      ${managed}
      where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')} and ${ofGroup(g)}
        and p.piece between ${first} and ${last} and k.stage = ${CUBE.case}
      group by 1
    ) c join unit_above a on a.origin = ${g.origin} and a.unit = c.unit and a.above = any(${above}::int[])
    group by 1`.execute(db);
  const open = await sql<{ unit: number; open: number; without: number }>`
    select a.above as unit, count(*)::int as open, count(*) filter (where f.manager is null)::int as without
    from case_fact f join unit_above a on a.origin = f.origin and a.unit = f.unit and a.above = any(${above}::int[])
    where ${isOpen(g.asOf)} and ${within(g)} group by 1`.execute(db);
  const told = await kept(g, [], () => tellsManagers(db, g.origin));
  const none: Counts = { n: 0, known: 0, one: 0, changed: 0, changes: 0, gap: 0, gapDays: 0 };
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    rows: units.map(({ unit, code, name, whole }) => {
      const { unit: _, ...counts } = ended.rows.find((row) => row.unit === unit) ?? { ...none, unit };
      const now = open.rows.find((row) => row.unit === unit);
      return {
        unit: code,
        unitName: name,
        whole,
        ...counts,
        open: now?.open ?? 0,
        openWithout: told ? (now?.without ?? 0) : null,
      };
    }),
  };
}

const kept = keepingOfSource<boolean>(30);

async function tellsManagers(db: Db, origin: number): Promise<boolean> {
  const { rows } = await sql<{ told: boolean }>`
    select exists (select from case_fact where origin = ${origin} and manager is not null) as told`.execute(db);
  return rows[0]!.told;
}
