import { sql, type RawBuilder } from 'kysely';
import { Failure } from '../failure.ts';
import { FLOW_KINDS, NOBODY, SIGNS, type FlowKind, type Sign } from '../flow.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import type { Ground } from './ground.ts';
import { inSubtree, ofGroup, unblank, type Population } from './within.ts';

export type FlowQuestion = {
  flow?: FlowKind | undefined;
  flowFrom?: string | undefined;
  flowTo?: string | undefined;
  path?: number | undefined;
  sign?: Sign | undefined;
};

/** Kinds whose `a` and `b` are the departments handing over and taking over. */
const BY_DEPARTMENT: readonly FlowKind[] = ['wait', 'back', 'ping-pong'];

/** The cases `f` behind a sum of the flow, one row per count. */
export function flowCases(g: Ground & Population, q: FlowQuestion): RawBuilder<unknown> {
  if (q.flow === undefined) throw new Failure('bad-query', { name: 'flow', value: '', with: FLOW_KINDS.join(', ') });
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  return sql`case_flow p
    cross join lateral unnest(p.piece, p.series) as k(piece, series)
    join case_fact f on f.origin = p.origin and f.case_id = p.case_id
      and p.origin = ${g.origin} and p.last_piece >= ${first} and ${inSubtree(g, 'p')} and ${ofGroup(g)}
      and k.piece between ${first} and ${last} and k.series in (${seriesOf(g, q, q.flow)})`;
}

function seriesOf(g: Ground, q: FlowQuestion, kind: FlowKind): RawBuilder<unknown> {
  const party = (name: string) =>
    unblank(name) === ''
      ? sql`${NOBODY}`
      : sql`(select party from party where party.origin = s.origin and party.name = ${name})`;
  const department = BY_DEPARTMENT.includes(kind);
  return sql`select s.series from flow_series s
    where s.origin = ${g.origin} and s.kind = ${FLOW_KINDS.indexOf(kind)}
      ${department && q.flowFrom !== undefined ? sql`and s.a = ${party(q.flowFrom)}` : sql``}
      ${department && q.flowTo !== undefined ? sql`and s.b = ${party(q.flowTo)}` : sql``}
      ${kind === 'wait' && g.stage !== null ? sql`and s.c = ${g.stage.stage}` : sql``}
      ${kind === 'case' && q.path !== undefined ? sql`and s.a = ${q.path}` : sql``}
      ${kind === 'signs' && q.sign !== undefined ? sql`and s.a & ${1 << SIGNS.indexOf(q.sign)} <> 0` : sql``}`;
}
