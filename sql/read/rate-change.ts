import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { countsPerDay, visitDecided } from '../histogram.ts';
import { cubeSums } from '../read-ground/cube.ts';
import { exempted, type Exempted } from '../read-ground/exempted.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { groupsOfKind, KINDS, ofKind, type Group, type Kind } from '../read-ground/group.ts';
import { decidedOf, measurable, measured, type Deciding } from '../read-ground/measured.ts';
import { monthPlus, monthsFrom, type Month } from '../read-ground/month.ts';
import { monthStart } from '../read-ground/time.ts';
import { unitsBelow } from '../read-ground/units.ts';
import { inSubtree, ofGroup } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { VERDICTS, type Instant } from '../vocabulary.ts';

export type RateChangeQuestion = Question & { group?: Kind | undefined; against?: 'previous' | 'year' | undefined };

type Period = { from: Month; to: Month };
/** Groups each stage decides over. */
type Decides = ReadonlyMap<number, ReadonlySet<number>>;
/** Decided clocks of a unit, stage and group. */
export type Decided = { unit: number; stage: number; grp: number; n: number; met: number; hist: Uint8Array };

const MET = VERDICTS.indexOf('met');
const OVERDUE = VERDICTS.indexOf('overdue');

/**
 * Decided clocks of two periods by unit one level below (or the unit itself), stage and group, and the met ones that were
 * suspended: those that decide over cases, HV its assessed stages, LV the whole process or, without a limit on that, the sum
 * of utility time. Whole months only: an unfinished one is left out.
 */
export async function rateChange(db: Db, scope: Scope, question: RateChangeQuestion, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const below = await unitsBelow(db, g);
  const units = below.length > 0 ? below : [{ ...g.unit, hasBelow: false }];
  const after = wholeMonths(g);
  const back = question.against === 'previous' ? monthsFrom(after.from, after.to).length : 12;
  const before = { from: monthPlus(after.from, -back), to: monthPlus(after.to, -back) };
  const stages = measurable(g);
  const whole = await cubeSums(db, g, { units: [g.unit.unit], stages: stages.map((s) => s.stage), ...after });
  const kinds = KINDS.filter((kind) => decidedOf(whole, groupsOfKind(g.groups, kind)) > 0);
  const kind = question.group ?? kinds[0] ?? 'hv';
  const groups = groupsOfKind(g.groups, kind);
  const deciding: Deciding[] =
    g.stage === null ? measured(whole, stages, g.groups, kind) : stages.map((stage) => ({ ...stage, groups }));
  const decides = new Map(deciding.map((stage) => [stage.stage, stage.groups]));
  const ask = { units: units.map((u) => u.unit), stages: deciding.map((s) => s.stage) };
  const count = async (period: Period) => strataOf(await cubeSums(db, g, { ...ask, ...period }), decides);
  // Both are asked for at once: one is counted while PostgreSQL looks for the other.
  const [counted, recent] = await Promise.all([before, after].map(count));
  const strata = { before: counted!, after: recent! };
  const out = await exempted(db, g);
  const exemptedIn = (period: Period) =>
    exemptedOf(
      out,
      period,
      units.map((u) => u.unit),
      decides,
    );
  const known = g.firstMonth !== null && before.from >= g.firstMonth && after.from <= after.to;
  return {
    basis: { ...g.basis, exempted: g.exempted },
    kind,
    kinds,
    against: question.against ?? ('year' as const),
    before,
    after,
    known,
    units: units.map((u) => ({ unit: u.unit, code: u.code, name: u.name })),
    stages: deciding,
    groups: [...groups].map((grp): Group => g.groups.get(grp)!),
    strata,
    exempted: { before: exemptedIn(before), after: exemptedIn(after) },
    suspended: known ? await suspendedOf(db, g, before, after, kind, decides) : { before: [], after: [] },
    zone: g.zone,
  };
}

/** The period without its unfinished month; where it is nothing else, the month before. */
function wholeMonths({ basis: { from, to, partial } }: Ground): Period {
  if (!partial) return { from, to };
  const end = monthPlus(to, -1);
  return { from: from > end ? end : from, to: end };
}

/** By unit, stage and group, each written as a text key `unit|stage|grp`; those without a decided clock are left out. */
function strataOf(rows: Awaited<ReturnType<typeof cubeSums>>, decides: Decides): Map<string, Decided> {
  const strata = new Map<string, Decided>();
  for (const { unit, stage, hist } of rows) {
    const byGroup = new Map<number, Decided>();
    visitDecided(hist, decides.get(stage)!, (grp, n, met) => {
      const sum = byGroup.get(grp);
      if (sum === undefined) byGroup.set(grp, { unit, stage, grp, n, met, hist });
      else {
        sum.n += n;
        sum.met += met;
      }
    });
    for (const [grp, decided] of byGroup) strata.set(`${unit}|${stage}|${grp}`, decided);
  }
  return strata;
}

/** Those of the decided clocks that used no more days than a limit. */
export function decidedWithin({ hist, grp: own }: Decided, limit: number): number {
  const days = countsPerDay(hist, (grp, verdict) => grp === own && (verdict === MET || verdict === OVERDUE));
  return days.slice(0, limit + 1).reduce((sum, n) => sum + n, 0);
}

/** Late clocks an approved exemption takes out, counted by stratum. */
function exemptedOf(
  all: readonly Exempted[],
  { from, to }: Period,
  units: readonly number[],
  decides: Decides,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) {
    const unit = units.find((u) => one.units.includes(u));
    if (unit === undefined || one.month < from || one.month > to) continue;
    if (!decides.get(one.stage)?.has(one.grp)) continue;
    const key = `${unit}|${one.stage}|${one.grp}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

type Suspended = { unit: number; stage: number; grp: number; used: number; from: Instant[]; to: Instant[] };

/** Met clocks of each period during which the case was suspended: their stretch, their days and the suspensions in it. */
async function suspendedOf(
  db: Db,
  g: Ground,
  before: Period,
  after: Period,
  kind: Kind,
  decides: Decides,
): Promise<{ before: Suspended[]; after: Suspended[] }> {
  const [start, end] = [monthStart(before.from, g.zone), monthStart(monthPlus(before.to, 1), g.zone)];
  const [laterStart, laterEnd] = [monthStart(after.from, g.zone), monthStart(monthPlus(after.to, 1), g.zone)];
  const inBefore = sql`(k.stopped >= ${start} and k.stopped < ${end})`;
  const inAfter = sql`(k.stopped >= ${laterStart} and k.stopped < ${laterEnd})`;
  const { rows } = await sql<Suspended & { before: boolean; after: boolean }>`
    select a.above as unit, k.stage, c.grp, k.used, ${inBefore} as before, ${inAfter} as after,
           array_agg(greatest(s.paused_from, k.started)) as "from", array_agg(least(s.paused_to, k.stopped)) as "to"
    from suspension s
    join case_fact f on f.origin = s.origin and f.case_key = s.case_key
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    cross join lateral unnest(c.stage, c.started, c.stopped, c.used, c.verdict) with ordinality
      as k(stage, started, stopped, used, verdict, position)
    join unit_above a on a.origin = f.origin and a.unit = f.unit
    join unit u on u.origin = a.origin and u.unit = a.above
    where s.origin = ${g.origin} and s.paused_to > ${start} - interval '1 year' and s.paused_from < ${laterEnd}
      and ${inSubtree(g, 'f')} and ${ofGroup(g)} and ${ofKind(kind)}
      and (u.parent = ${g.unit.unit} or (u.unit = ${g.unit.unit} and not exists (
        select from unit b where b.origin = u.origin and b.parent = u.unit)))
      and k.stage = any(${[...decides.keys()]}::int[]) and k.verdict = ${MET}
      and (${inBefore} or ${inAfter})
      and s.paused_from < k.stopped and s.paused_to > k.started
    group by a.above, k.stage, c.grp, k.used, k.stopped, c.case_id, k.position`.execute(db);
  // Periods of more than a year overlap the year before: a clock may lie in both.
  const deciding = rows.filter(({ stage, grp }) => decides.get(stage)!.has(grp));
  const told = deciding.map(({ unit, stage, grp, used, from, to }) => ({ unit, stage, grp, used, from, to }));
  return { before: told.filter((_, i) => deciding[i]!.before), after: told.filter((_, i) => deciding[i]!.after) };
}
