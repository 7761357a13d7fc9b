import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { countAt, entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Repeated work of archived cases: cases with any, and how many times altogether. */
export type Repeated = { cases: number; times: number };

/** The paths of the period's archived cases, most frequent first, and what repeats in them. `days`: counts by working days. */
export async function variants(db: Db, scope: Scope, question: Question & { top: number }, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const { from, to } = g.basis;
  const paths = new Map<number, number[]>();
  const repeated = { returns: none(), rework: none(), trips: none(), paused: none() };
  let cases = 0;
  const kinds = ['case', 'returns', 'rework', 'trips', 'paused'] as const;
  await visitFlow(db, g, { units: [g.unit.unit], kinds, from, to }, (c) => {
    if (c.kind === 'case') {
      cases += c.n;
      countAt(
        entry(paths, c.a, () => []),
        c.days,
        c.n,
      );
    } else {
      const sum = repeated[c.kind as Exclude<(typeof kinds)[number], 'case'>];
      sum.cases += c.n;
      sum.times += c.n * c.days;
    }
  });
  const size = (days: readonly number[]) => days.reduce((sum, n) => sum + n, 0);
  const top = [...paths]
    .map(([path, days]) => ({ path, days, n: size(days) }))
    .sort((a, b) => b.n - a.n || a.path - b.path)
    .slice(0, question.top);
  const { rows } = await sql<{ path: number; stages: number[] }>`
    select path, stages from flow_path where origin = ${g.origin} and path = any(${top.map((t) => t.path)}::int[])`.execute(
    db,
  );
  const stagesOf = new Map(rows.map((row) => [row.path, row.stages]));
  const name = new Map(g.stages.map((s) => [s.stage, { stage: s.code, name: s.name }]));
  return {
    basis: g.basis,
    pending: await flowPending(db, g.origin),
    cases,
    count: paths.size,
    repeated,
    top: top.map(({ path, days, n }) => ({
      path,
      n,
      days,
      stages: (stagesOf.get(path) ?? []).map((stage) => name.get(stage) ?? { stage: '', name: '' }),
    })),
  };
}

const none = (): Repeated => ({ cases: 0, times: 0 });
