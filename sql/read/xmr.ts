import type { Db } from '../database.ts';
import { cubeRows } from '../read-ground/cube.ts';
import { groundOf, inReading, type Question } from '../read-ground/ground.ts';
import { groupsOfKind, KINDS } from '../read-ground/group.ts';
import { monthPlus, monthsFrom } from '../read-ground/month.ts';
import { addHistogram, emptyStrata } from '../read-ground/strata.ts';
import type { Scope } from '../scope.ts';
import { CUBE, type Instant } from '../vocabulary.ts';

/**
 * Every month of the log to the period's end, HV, LV and others apart: decided and met cases, with a stage its clocks. The
 * log's first month may lack its beginning and is left out; `partial` is one that is not over.
 */
export async function xmr(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { to } = g.basis;
  const reported = g.reading === 'reported';
  const first = g.firstMonth === null ? to : monthPlus(g.firstMonth, 1);
  const months = monthsFrom(first, to);
  const stage = g.stage?.stage ?? CUBE.case;
  const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [stage], from: first, to, reported });
  return {
    basis: inReading(g),
    stage: g.stage?.code ?? null,
    series: KINDS.map((kind) => {
      const groups = groupsOfKind(g.groups, kind);
      const points = months.map((month) => {
        const sum = emptyStrata();
        for (const row of rows) if (row.month === month) addHistogram(sum, row.hist, groups);
        return { month, partial: g.basis.partial && month >= g.dataMonth, n: sum.n, met: sum.met };
      });
      return { group: kind, points };
    }).filter(({ points }) => points.some(({ n }) => n > 0)),
  };
}
