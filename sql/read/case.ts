import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { caseLines } from '../read-ground/case-row.ts';
import type { FirmRole } from '../read-ground/firm.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { topUnit } from '../read-ground/origin.ts';
import { similarCases } from '../read-ground/similar.ts';
import { iso } from '../read-ground/time.ts';
import { inSubtree } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import {
  FLAGS,
  GRADES,
  LINES_PER_SHEET,
  OWNERS,
  REMARKS,
  type Grade,
  type Instant,
  type Owner,
} from '../vocabulary.ts';

const SHEET = sql.lit(LINES_PER_SHEET);

/** Everything known of one case. `caseId`, `origin`, `asOf` and `judgedBy` serve the day ledger, which is computed from the log. */
export async function caseDetail(db: Db, scope: Scope, question: Question & { key: string }, now: Instant) {
  const asked = await groundOf(db, scope, { ...question, unit: undefined, class: undefined, business: undefined }, now);
  const g = { ...asked, unit: await topUnit(db, scope, asked.origin) };
  const head = await headOf(db, g, question.key);
  const [line] = await caseLines(db, g, [head.caseId]);
  const path = await unitPathOf(db, g, head.unit);
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    origin: g.origin,
    caseId: head.caseId,
    asOf: g.asOf,
    dataDay: g.dataDay,
    case: line!,
    unitPath: path.map(({ code, name }) => ({ code, name })),
    similar: await similarCases(db, g, line!, path),
    manager: head.manager,
    channel: head.channel,
    dims: head.dims,
    sourceDeadline: head.sourceDeadline,
    flags: Object.entries({ 'end-before-start': FLAGS.endBeforeStart, 'unknown-unit': FLAGS.unknownUnit })
      .filter(([, bit]) => (head.flags & bit) !== 0)
      .map(([word]) => word)
      .concat(REMARKS.filter((_, bit) => ((head.remarks >> bit) & 1) === 1)),
    events: await eventsOf(db, g, head.caseId),
    pauses: await pausesOf(db, g, question.key),
    callbacks: await callbacksOf(db, g, question.key),
    judgedBy: await judgedBy(db, g.origin),
    returns: await returnsOf(db, g, question.key),
    complaints: await complaintsOf(db, g, question.key),
    firms: await firmsOf(db, g, head.caseId),
    customers: head.customers,
    batch: await batchOf(db, g, question.key),
  };
}

/** Codes of the rule sets that judge the source. */
async function judgedBy(db: Db, origin: number): Promise<string[]> {
  const rows = await db
    .selectFrom('judged as j')
    .modifyFront(keptPlan)
    .innerJoin('rule_set as s', 's.rule_set', 'j.rule_set')
    .select('s.code')
    .where('j.origin', '=', origin)
    .execute();
  return rows.map((row) => row.code);
}

type Head = {
  caseId: number;
  unit: number;
  channel: string;
  dims: Record<string, string | null>;
  sourceDeadline: string | null;
  flags: number;
  remarks: number;
  manager: string | null;
  customers: number | null;
};

async function headOf(db: Db, g: Ground, key: string): Promise<Head> {
  const { rows } = await sql<Head>`
    select ${keptPlan} f.case_id as "caseId", f.unit, f.channel, f.dims, ${iso(sql`f.deadline`, g.zone)} as "sourceDeadline", f.flags,
           f.customers, coalesce(c.remarks, 0) as remarks,
           (select m.name from party m where m.origin = f.origin and m.party = f.manager) as manager
    from case_fact f
    left join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    where f.origin = ${g.origin} and f.case_key = ${key} and ${inSubtree(g, 'f')}`.execute(db);
  if (rows[0] === undefined) throw new Failure('unknown-case', { value: key });
  return rows[0];
}

/** The units above the case the reader may see, highest first, its own last. */
async function unitPathOf(db: Db, g: Ground, unit: number) {
  const { rows } = await sql<{ unit: number; code: string; name: string }>`
    select ${keptPlan} u.unit, u.code, u.name from unit_above up
    join unit_above visible on visible.origin = up.origin and visible.unit = up.above and visible.above = ${g.unit.unit}
    join unit u on u.origin = up.origin and u.unit = up.above
    where up.origin = ${g.origin} and up.unit = ${unit} order by u.level, u.unit`.execute(db);
  return rows;
}

async function eventsOf(db: Db, g: Ground, caseId: number) {
  const at = (column: string) => iso(sql.ref(`e.${column}`), g.zone);
  const { rows } = await sql<{
    activity: string;
    stage: string;
    stageName: string;
    owner: Owner;
    arrived: string | null;
    started: string | null;
    finished: string | null;
    operator: string | null;
    department: string | null;
    file: string;
    line: number;
  }>`
    select ${keptPlan} s.name as activity, t.code as stage, t.name as "stageName", ${words(OWNERS)}[s.owner + 1] as owner,
           ${at('arrived')} as arrived, ${at('started')} as started, ${at('finished')} as finished,
           o.name as operator, d.name as department, i.name || case when e.line >= ${SHEET} then ' #' || e.line / ${SHEET} + 1 else '' end as file, e.line % ${SHEET} as line
    from case_fact f
    cross join lateral unnest(f.step, f.arrived, f.started, f.finished, f.operator, f.departments, f.file, f.line)
      with ordinality as e(step, arrived, started, finished, operator, department, file, line, position)
    join step s on s.origin = f.origin and s.step = e.step
    join stage t on t.origin = s.origin and t.stage = s.stage
    join import_file i on i.origin = f.origin and i.file = e.file
    left join party o on o.origin = f.origin and o.party = e.operator
    left join party d on d.origin = f.origin and d.party = e.department
    where f.origin = ${g.origin} and f.case_id = ${caseId} order by e.position`.execute(db);
  return rows;
}

async function pausesOf(db: Db, g: Ground, key: string) {
  const { rows } = await sql<{ from: string; to: string | null; reason: string; owner: Owner }>`
    select ${keptPlan} ${iso(sql`s.paused_from`, g.zone)} as from, ${iso(sql`s.paused_to`, g.zone)} as to, s.reason,
           ${words(OWNERS)}[s.owner + 1] as owner
    from suspension s where s.origin = ${g.origin} and s.case_key = ${key}
    order by s.paused_from, s.occurrence`.execute(db);
  return rows;
}

async function callbacksOf(db: Db, g: Ground, key: string) {
  const { rows } = await sql<{
    due: string | null;
    made: string | null;
    answered: boolean;
    grade: Grade | null;
    timeDeviates: boolean | null;
    designated: boolean | null;
  }>`
    select ${keptPlan} ${iso(sql`b.due`, g.zone)} as due, ${iso(sql`b.made`, g.zone)} as made, b.answered,
           ${words(GRADES)}[b.grade + 1] as grade, b.time_deviates as "timeDeviates", b.designated
    from callback b where b.origin = ${g.origin} and b.case_key = ${key} order by b.occurrence`.execute(db);
  return rows;
}

async function returnsOf(db: Db, g: Ground, key: string) {
  const { rows } = await sql<{
    at: string;
    from: string | null;
    to: string | null;
    operator: string | null;
    reason: string;
  }>`
    select ${keptPlan} ${iso(sql`r.returned_at`, g.zone)} as at, r.from_step as from, r.to_step as to, r.operator, r.reason
    from step_return r where r.origin = ${g.origin} and r.case_key = ${key}
    order by r.returned_at, r.occurrence`.execute(db);
  return rows;
}

async function complaintsOf(db: Db, g: Ground, key: string) {
  const { rows } = await sql<{
    number: string;
    made: string | null;
    channel: string;
    category: string;
    upheld: boolean | null;
    duplicateOf: string | null;
  }>`
    select ${keptPlan} c.number, ${iso(sql`c.made`, g.zone)} as made, c.channel, c.category, c.upheld, c.duplicate_of as "duplicateOf"
    from complaint c where c.origin = ${g.origin} and c.case_key = ${key} order by c.made, c.number`.execute(db);
  return rows;
}

/** Who designs, builds and delivers for the customer; `head`: the firm a branch belongs to. */
async function firmsOf(db: Db, g: Ground, caseId: number) {
  const { rows } = await sql<{ role: FirmRole; name: string; head: string }>`
    select ${keptPlan} k.role, m.name, m.head from case_fact f
    cross join lateral unnest(array['designer', 'builder', 'supplier'], array[f.designer, f.builder, f.supplier])
      with ordinality as k(role, firm, n)
    join firm m on m.origin = f.origin and m.firm = k.firm
    where f.origin = ${g.origin} and f.case_id = ${caseId} order by k.n`.execute(db);
  return rows;
}

/** The customers of a batch order, as its list names them. */
async function batchOf(db: Db, g: Ground, key: string) {
  const { rows } = await sql<{ customers: number; energised: number; first: string | null; last: string | null }>`
    select ${keptPlan} count(*)::int as customers, count(b.energised)::int as energised,
           ${iso(sql`min(b.energised)`, g.zone)} as first, ${iso(sql`max(b.energised)`, g.zone)} as last
    from batch_customer b where b.origin = ${g.origin} and b.case_key = ${key}`.execute(db);
  const batch = rows[0]!;
  return batch.customers === 0 ? null : batch;
}

const words = (all: readonly string[]) => sql`(array[${sql.join(all)}]::text[])`;
