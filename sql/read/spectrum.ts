import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { monthPlus } from '../read-ground/month.ts';
import { monthStart } from '../read-ground/time.ts';
import { unitsBelow } from '../read-ground/units.ts';
import { inSubtree, ofGroup, within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant, isOpen } from '../status.ts';
import { VERDICTS, type Instant } from '../vocabulary.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';

/** Months shown to the period's end, and lines drawn of one unit at most. */
const MONTHS = 12;
const MOST = 2000;
/** Under so many decided clocks a unit is not chosen by its rate. */
const LEAST_N = 30;

type Line = { key: string; start: number; end: number | null; used: number; late: boolean };

/**
 * Clocks of one stage as lines from start to stop, in seconds: of the chosen unit, or of the two of its units with the highest
 * share over the limit and the most alike number. Of many, every k-th case is taken.
 */
export async function spectrum(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const from = [monthPlus(g.basis.to, 1 - MONTHS), g.basis.from].sort()[0]!;
  const units = await unitsBelow(db, g);
  const own = { unit: g.unit.unit, code: g.unit.code, name: g.unit.name };
  const assessed = g.stages.filter((s) => s.assessed);
  const stages = g.stage === null ? assessed : [g.stage];
  const ids = [own, ...units].map((u) => u.unit);
  const rows = await cubeRows(db, g, { units: ids, stages: stages.map((s) => s.stage), from, to: g.basis.to });
  const rateOf = (unit: number, stage: number) => {
    const t = tally(
      rows.filter((row) => row.unit === unit && row.stage === stage),
      g.groups,
    );
    return { n: decided(t), late: t.late, share: decided(t) < LEAST_N ? -1 : t.late / decided(t) };
  };
  const [stage] = [...stages].sort((a, b) => rateOf(own.unit, b.stage).share - rateOf(own.unit, a.stage).share);
  const shown = units.length < 2 || stage === undefined ? [own] : pair(units, (unit) => rateOf(unit, stage.stage));
  const { rows: bounds } = await sql<{ start: number; end: number }>`
    select extract(epoch from ${monthStart(from, g.zone)})::float8 as start,
           extract(epoch from ${monthStart(monthPlus(g.basis.to, 1), g.zone)})::float8 as end`.execute(db);
  const out = [];
  for (const unit of stage === undefined ? [] : shown) {
    const at = { ...g, unit };
    const { n, late } = rateOf(unit.unit, stage!.stage);
    const lines = await linesOf(db, at, stage!.stage, from, Math.max(1, Math.ceil(n / MOST)));
    out.push({ unit: unit.code, unitName: unit.name, n, late, lines });
  }
  return {
    basis: g.basis,
    from,
    stage: stage?.code ?? '',
    stageName: stage?.name ?? '',
    dataTime: g.asOf / 1e6,
    start: bounds[0]!.start,
    end: bounds[0]!.end,
    units: out,
  };
}

/** The unit with the highest share, and of the others the one most like it in number. */
function pair<U extends { unit: number }>(units: readonly U[], rateOf: (unit: number) => { n: number; share: number }) {
  const [top, ...others] = [...units].sort((a, b) => rateOf(b.unit).share - rateOf(a.unit).share);
  const n = rateOf(top!.unit).n;
  const far = (unit: U) => Math.abs(Math.log((rateOf(unit.unit).n + 1) / (n + 1)));
  const [like] = others.filter((u) => rateOf(u.unit).share >= 0).sort((a, b) => far(a) - far(b));
  return like === undefined ? [top!] : [top!, like];
}

async function linesOf(db: Db, g: Ground, stage: number, from: string, every: number): Promise<Line[]> {
  const { first, last } = piecesOfMonths(monthOf(from), monthOf(g.basis.to));
  const seconds = (column: string) => sql`extract(epoch from ${sql.ref(column)})::float8`;
  const { rows } = await sql<Line>`
    select f.case_key as key, ${seconds('k.started')} as start, ${seconds('k.stopped')} as end, k.used,
           k.verdict = ${VERDICTS.indexOf('overdue')} as late
    from (select distinct p.case_id from (
            select unnest(p.case_id) as case_id, unnest(p.stage) as stage from case_page p
            where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')}
              and p.piece between ${first} and ${last}) p
          where p.stage = ${stage} and p.case_id % ${every} = 0) w
    join case_fact f on f.origin = ${g.origin} and f.case_id = w.case_id and ${ofGroup(g)}
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    cross join lateral unnest(c.stage, c.started, c.stopped, c.used, c.verdict) as k(stage, started, stopped, used, verdict)
    where k.stage = ${stage} and k.started is not null and k.stopped is not null
    union all
    select f.case_key, ${seconds('k.started')}, null, k.used, coalesce(k.deadline <= ${instant(g.asOf)}, false)
    from case_fact f
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    cross join lateral unnest(c.stage, c.started, c.stopped, c.used, c.deadline)
      as k(stage, started, stopped, used, deadline)
    where ${isOpen(g.asOf)} and ${within(g)} and f.case_id % ${every} = 0
      and k.stage = ${stage} and k.started is not null and k.stopped is null
    order by 2, 1`.execute(db);
  return rows;
}
