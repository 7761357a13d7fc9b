import { sql, type RawBuilder } from 'kysely';
import { instant } from '../status.ts';
import { SEEN, VERDICTS } from '../vocabulary.ts';
import type { Ground } from './ground.ts';

/** What became of a clock by the data time. */
export type Ending = 'finished' | 'withdrawn' | 'running' | 'undecidable';

const UNDECIDABLE = VERDICTS.indexOf('undecidable');

/** Condition on `case_fact f`: accepted in the question's period, an acceptance cohort 受理批次. */
export const acceptedIn = (g: Ground): RawBuilder<boolean> =>
  sql<boolean>`(f.opened >= ${instant(g.start)} and f.opened < ${instant(g.end)})`;

/** One row `k` per clock of a stage in `case_clock c`, stopped or not: what became of it, and whole days used by then. */
export const followed = (stage: number): RawBuilder<unknown> => sql`lateral (
  select case when s.verdict = ${UNDECIDABLE} then 'undecidable' when s.stopped is null then 'running' else 'finished' end
           as ending, s.used::int as days
  from unnest(c.stage, c.stopped, c.used, c.verdict) as s(stage, stopped, used, verdict)
  where s.stage = ${stage} and (s.stopped is not null or c.ended is null)
  union all
  select 'withdrawn', w.days::int from unnest(c.seen_stage, c.seen_days) as w(stage, days)
  where w.stage = ${SEEN.withdrawn + stage}) k`;
