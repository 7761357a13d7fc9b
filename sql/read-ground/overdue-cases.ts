import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { visitHistogram } from '../histogram.ts';
import { instant } from '../status.ts';
import { CASE_STATES, CUBE, VERDICTS } from '../vocabulary.ts';
import type { CasesQuestion } from './cases-from.ts';
import { cubeSums } from './cube.ts';
import type { Ground } from './ground.ts';
import { groupsOfKind } from './group.ts';
import type { TreeQuestion } from './members.ts';
import { chosenStage } from './stage.ts';

const OVERDUE = VERDICTS.indexOf('overdue');

/** More stopped clocks than these take longer to be taken from their pages than late ones to be found by acceptance. */
const MANY = 10_000;

type Narrowed = Pick<CasesQuestion, 'daysFrom' | 'daysTo' | 'group' | 'sort'>;
/** What the cube and the clocks alone cannot tell. */
const OTHERS = ['mark', 'marked', 'managed', 'department', 'manager', 'channel', 'industry', 'capacity'] as const;
const MORE = ['firm', 'flag', 'own', 'q', 'tree', 'nature'] as const;

/**
 * The late clocks of a unit that has many, or its late cases that ended, with their case `f`, its clocks `c` and what these
 * say `s`, by an index in the order of acceptance: whoever wants the first few reads little more. `total`, from the cube,
 * is how many they are. Null for every other list.
 */
export async function overdueCases(
  db: Db,
  g: Ground,
  q: CasesQuestion & TreeQuestion,
  many = MANY,
): Promise<{ from: RawBuilder<unknown>; total: number } | null> {
  const ended = q.population === 'ended';
  const asked = q.verdict === 'overdue' && (ended || q.population === 'stopped' || q.population === 'stopped-any');
  const plain = [...OTHERS, ...MORE].every((name) => q[name] === undefined || q[name] === false);
  if (!asked || !plain || (q.sort ?? 'opened') !== 'opened') return null;
  if (!g.primary || g.reading !== 'restated' || g.exempted !== 'in') return null;
  const stages = ended ? [CUBE.case] : stagesOf(g, q);
  const groups = q.group === undefined ? new Set(g.groups.keys()) : groupsOfKind(g.groups, q.group);
  const { from, to } = g.basis;
  const { n, total } = counted(await cubeSums(db, g, { units: [g.unit.unit], stages, from, to }), groups, q);
  return n < many ? null : { from: byAcceptance(g, q, stages, groups), total };
}

const stagesOf = (g: Ground, { population }: CasesQuestion): number[] =>
  population === 'stopped-any' && g.stage === null
    ? g.stages.filter((s) => s.assessed).map((s) => s.stage)
    : [chosenStage(g).stage];

/** All clocks that stopped, and the late ones among them that are asked for. */
function counted(rows: Iterable<{ hist: Uint8Array }>, groups: ReadonlySet<number>, q: Narrowed) {
  const { daysFrom = 0, daysTo = Infinity } = q;
  let [n, total] = [0, 0];
  for (const { hist } of rows)
    visitHistogram(hist, (grp, days, verdict, clocks) => {
      n += clocks;
      if (verdict === OVERDUE && groups.has(grp) && days >= daysFrom && days <= daysTo) total += clocks;
    });
  return { n, total };
}

function byAcceptance(g: Ground, q: Narrowed, stages: readonly number[], groups: ReadonlySet<number>) {
  const during = (at: RawBuilder<unknown>) => sql`${at} >= ${instant(g.start)} and ${at} < ${instant(g.end)}`;
  const ended = stages.includes(CUBE.case);
  const clocks = ended
    ? sql`(select c.days) as k(days)`
    : sql`unnest(c.stage, c.stopped, c.used, c.verdict) as k(stage, stopped, days, verdict)`;
  const late = ended
    ? sql`c.case_verdict = ${OVERDUE} and c.state = ${CASE_STATES.indexOf('archived')} and ${during(sql`c.ended`)}`
    : sql`k.verdict = ${OVERDUE} and k.stage = any(${[...stages]}::int[]) and ${during(sql`k.stopped`)}`;
  return sql`case_clock c cross join lateral ${clocks}
    join case_fact f on f.origin = c.origin and f.case_id = c.case_id
    where c.origin = ${g.origin} and c.rule_set = ${g.ruleSet} and (c.case_verdict = 1 or 1 = any (c.verdict))
      and c.unit = any(array(select a.unit from unit_above a where a.origin = ${g.origin} and a.above = ${g.unit.unit}))
      and c.grp = any(${[...groups]}::int[]) and ${late}
      ${q.daysFrom === undefined ? sql`` : sql`and k.days >= ${q.daysFrom}`}
      ${q.daysTo === undefined ? sql`` : sql`and k.days <= ${q.daysTo}`}`;
}
