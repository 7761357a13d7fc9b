import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { linesOf } from '../read-ground/case-row.ts';
import type { FirmRole } from '../read-ground/firm.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { sideBySide } from '../read-ground/side-by-side.ts';
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
  const g = await groundOf(db, scope, { ...question, unit: undefined, class: undefined, business: undefined }, now);
  const { key } = question;
  const head = await headOf(db, g, key);
  const { lines, path, batch, judgedBy, ...beside } = await sideBySide(db, {
    lines: linesOf(g, [head.caseId]),
    path: unitPathOf(g, head.unit),
    events: eventsOf(g, head.caseId),
    pauses: pausesOf(g, key),
    callbacks: callbacksOf(g, key),
    judgedBy: rulesThatJudge(g),
    returns: returnsOf(g, key),
    complaints: complaintsOf(g, key),
    firms: firmsOf(g, head.caseId),
    batch: batchOf(g, key),
  });
  const line = lines[0]!;
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    origin: g.origin,
    caseId: head.caseId,
    asOf: g.asOf,
    dataDay: g.dataDay,
    case: line,
    unitPath: path.map(({ code, name }) => ({ code, name })),
    similar: await similarCases(db, g, line, path),
    manager: head.manager,
    channel: head.channel,
    dims: head.dims,
    sourceDeadline: head.sourceDeadline,
    flags: Object.entries({ 'end-before-start': FLAGS.endBeforeStart, 'unknown-unit': FLAGS.unknownUnit })
      .filter(([, bit]) => (head.flags & bit) !== 0)
      .map(([word]) => word)
      .concat(REMARKS.filter((_, bit) => ((head.remarks >> bit) & 1) === 1)),
    ...beside,
    judgedBy: judgedBy.map(({ code }) => code),
    customers: head.customers,
    batch: batch[0] ?? null,
  };
}

const rulesThatJudge = (g: Ground) =>
  sql<{ code: string }>`
    select s.code from judged j join rule_set s on s.rule_set = j.rule_set where j.origin = ${g.origin}`;

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
function unitPathOf(g: Ground, unit: number) {
  return sql<{ unit: number; code: string; name: string }>`
    select u.unit, u.code, u.name from unit_above up
    join unit_above visible on visible.origin = up.origin and visible.unit = up.above and visible.above = ${g.unit.unit}
    join unit u on u.origin = up.origin and u.unit = up.above
    where up.origin = ${g.origin} and up.unit = ${unit} order by u.level, u.unit`;
}

function eventsOf(g: Ground, caseId: number) {
  const at = (column: string) => iso(sql.ref(`e.${column}`), g.zone);
  return sql<{
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
    select s.name as activity, t.code as stage, t.name as "stageName", ${words(OWNERS)}[s.owner + 1] as owner,
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
    where f.origin = ${g.origin} and f.case_id = ${caseId} order by e.position`;
}

function pausesOf(g: Ground, key: string) {
  return sql<{ from: string; to: string | null; reason: string; owner: Owner }>`
    select ${iso(sql`s.paused_from`, g.zone)} as from, ${iso(sql`s.paused_to`, g.zone)} as to, s.reason,
           ${words(OWNERS)}[s.owner + 1] as owner
    from suspension s where s.origin = ${g.origin} and s.case_key = ${key}
    order by s.paused_from, s.occurrence`;
}

function callbacksOf(g: Ground, key: string) {
  return sql<{
    due: string | null;
    made: string | null;
    answered: boolean;
    grade: Grade | null;
    timeDeviates: boolean | null;
    designated: boolean | null;
  }>`
    select ${iso(sql`b.due`, g.zone)} as due, ${iso(sql`b.made`, g.zone)} as made, b.answered,
           ${words(GRADES)}[b.grade + 1] as grade, b.time_deviates as "timeDeviates", b.designated
    from callback b where b.origin = ${g.origin} and b.case_key = ${key} order by b.occurrence`;
}

function returnsOf(g: Ground, key: string) {
  return sql<{
    at: string;
    from: string | null;
    to: string | null;
    operator: string | null;
    reason: string;
  }>`
    select ${iso(sql`r.returned_at`, g.zone)} as at, r.from_step as from, r.to_step as to, r.operator, r.reason
    from step_return r where r.origin = ${g.origin} and r.case_key = ${key}
    order by r.returned_at, r.occurrence`;
}

function complaintsOf(g: Ground, key: string) {
  return sql<{
    number: string;
    made: string | null;
    channel: string;
    category: string;
    upheld: boolean | null;
    duplicateOf: string | null;
  }>`
    select c.number, ${iso(sql`c.made`, g.zone)} as made, c.channel, c.category, c.upheld, c.duplicate_of as "duplicateOf"
    from complaint c where c.origin = ${g.origin} and c.case_key = ${key} order by c.made, c.number`;
}

/** Who designs, builds and delivers for the customer; `head`: the firm a branch belongs to. */
function firmsOf(g: Ground, caseId: number) {
  return sql<{ role: FirmRole; name: string; head: string }>`
    select k.role, m.name, m.head from case_fact f
    cross join lateral unnest(array['designer', 'builder', 'supplier'], array[f.designer, f.builder, f.supplier])
      with ordinality as k(role, firm, n)
    join firm m on m.origin = f.origin and m.firm = k.firm
    where f.origin = ${g.origin} and f.case_id = ${caseId} order by k.n`;
}

/** The customers of a batch order, as its list names them. */
function batchOf(g: Ground, key: string) {
  return sql<{ customers: number; energised: number; first: string | null; last: string | null }>`
    select count(*)::int as customers, count(b.energised)::int as energised,
           ${iso(sql`min(b.energised)`, g.zone)} as first, ${iso(sql`max(b.energised)`, g.zone)} as last
    from batch_customer b where b.origin = ${g.origin} and b.case_key = ${key}
    having count(*) > 0`;
}

const words = (all: readonly string[]) => sql`(array[${sql.join(all)}]::text[])`;
