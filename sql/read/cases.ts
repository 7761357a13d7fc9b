import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { numbered } from '../read-ground/case-number.ts';
import { caseLines } from '../read-ground/case-row.ts';
import { exempted, exemptedOf } from '../read-ground/exempted.ts';
import { asRead, groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { casesFrom, type CasesQuestion } from '../read-ground/cases-from.ts';
import { membersOf, type TreeQuestion } from '../read-ground/members.ts';
import { overdueCases } from '../read-ground/overdue-cases.ts';
import { unreadListed } from '../read-ground/missing.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { unblank } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

const ORDERS: Record<NonNullable<CasesQuestion['sort']>, RawBuilder<unknown>> = {
  due: sql`s.due nulls last, f.case_key`,
  opened: sql`f.opened desc, f.case_key`,
  days: sql`c.days desc nulls last, f.case_key`,
  key: sql`f.case_key`,
};

/** The list behind a figure: `total` equals it. A case called back twice stands twice under `callback`. */
export async function cases(
  db: Db,
  scope: Scope,
  question: Question & CasesQuestion & TreeQuestion & { page?: number; size?: number },
  now: Instant,
) {
  const ground = await groundOf(db, scope, question, now);
  const members = await chosenMembers(db, scope, ground, question);
  const chosen = question.q === undefined ? sql<boolean>`true` : await numbered(db, ground.origin, question.q);
  const out = await takenOut(db, ground, question);
  const g = { ...ground, ...members, own: question.own ?? false, out, numbered: chosen };
  const { from, readFrom } = casesFrom(g, { ...question, ...unblanked(question) });
  const { page = 1, size = 50 } = question;
  const overdue = out.length === 0 ? await overdueCases(db, g, question) : null;
  const open = question.population === 'open' || question.population === 'running-clock';
  const order = overdue ? sql`c.opened desc, f.case_key` : ORDERS[question.sort ?? (open ? 'due' : 'opened')];
  // Taking the pages apart is most of the work: once is enough. Other lists are ordered by an index or are short.
  const once = overdue === null && FROM_PAGES.includes(question.population ?? '');
  const ids = await sql<{ caseId: number; total: number }>`
    select f.case_id as "caseId", ${once ? sql`count(*) over ()::int` : sql`0`} as total
    from ${overdue?.from ?? from} order by ${order} limit ${size} offset ${(page - 1) * size}`.execute(db);
  const counted = once ? ids.rows[0]?.total : undefined;
  const total = overdue?.total ?? counted ?? (await countOf(db, from));
  const lines = ids.rows.map((row) => row.caseId);
  return {
    basis: { ...asRead(g), readFrom },
    dataDay: g.dataDay,
    total,
    page,
    size,
    unreadListed: question.flag === 'missing' ? await unreadOf(db, g) : null,
    rows: await caseLines(db, g, lines),
  };
}

const unblanked = ({ department, manager, channel, industry, capacity }: CasesQuestion): CasesQuestion => ({
  department: unblank(department) ?? undefined,
  manager: unblank(manager) ?? undefined,
  channel: unblank(channel) ?? undefined,
  industry: unblank(industry) ?? undefined,
  capacity: unblank(capacity) ?? undefined,
});

async function unreadOf(db: Db, g: Ground): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ${unreadListed(instant(g.asOf))} as n from origin o where o.origin = ${g.origin}`.execute(db);
  return rows[0]!.n;
}

/** The units a list is of where a tree as it was or a nature of area is asked for. */
async function chosenMembers(db: Db, scope: Scope, g: Ground, question: CasesQuestion & TreeQuestion) {
  if (question.tree === undefined && question.nature === undefined) return {};
  const { natures } = await settingsFor(db, g);
  const sets = await membersOf(db, scope, g, question, natures);
  return { members: [...sets!.own(g.unit.unit)].filter((unit) => question.own !== true || unit === g.unit.unit) };
}

/** Populations whose cases are listed by the pages of their unit and month. */
const FROM_PAGES: readonly string[] = [
  'stopped',
  'stopped-any',
  'ended',
  'applied',
  'aborted',
  'standing',
  'withdrawn',
  'connected',
];

async function countOf(db: Db, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from ${from}`.execute(db);
  return rows[0]!.total;
}

/** The cases an approved exemption takes out of the figure the list is behind. */
async function takenOut(db: Db, g: Ground, { population, mark }: CasesQuestion): Promise<string[]> {
  if ((g.exempted === 'in' && mark !== 'exempted') || (population !== 'ended' && population !== 'stopped')) return [];
  const stage = population === 'ended' ? CUBE.case : chosenStage(g).stage;
  const { from, to } = g.basis;
  const out = exemptedOf(await exempted(db, g), { unit: g.unit.unit, stage, from, to, groups: g.groups });
  return out.map((one) => one.caseKey);
}
