import { sql, type RawBuilder } from 'kysely';
import { stampText } from './database.ts';
import { VERDICTS, type Instant } from './vocabulary.ts';

const NO_LIMIT = VERDICTS.indexOf('no-limit');
const UNDECIDABLE = VERDICTS.indexOf('undecidable');

export const instant = (at: Instant): RawBuilder<unknown> => sql`${stampText(at)}::timestamptz`;

/** Condition on `case_fact f`: not over at `asOf`; an end that lies after it has not happened yet. */
export const isOpen = (asOf: Instant): RawBuilder<boolean> =>
  sql<boolean>`(f.ended is null or f.ended > ${instant(asOf)})`;

/**
 * One row `s` per case: what the running clocks of its `case_clock` row `c` say at `asOf`.
 * A case still open at the end of its deadline day is past it.
 * A clock without a limit on a customer's stage runs for nobody, so it does not make the case running.
 */
export function runningClocks(asOf: Instant, customerStages: readonly number[]): RawBuilder<unknown> {
  return sql`lateral (
    select bool_or(k.deadline <= ${instant(asOf)}) as overdue,
           bool_or(k.risk_at <= ${instant(asOf)}) as at_risk,
           bool_or(not k.paused and k.verdict <> ${UNDECIDABLE}
                   and not (k.verdict = ${NO_LIMIT} and k.stage = any(${[...customerStages]}::int[]))) as running,
           bool_or(k.paused) as paused,
           bool_or(k.verdict = ${UNDECIDABLE}) as undecidable,
           min(k.deadline) as due,
           max(k.days_over) filter (where k.deadline <= ${instant(asOf)})::int as over
    from unnest(c.stage, c.deadline, c.risk_at, c.stopped, c.days_over, c.verdict, c.paused)
      as k(stage, deadline, risk_at, stopped, days_over, verdict, paused)
    where k.stopped is null) s`;
}

/** Status of an open case, the first that applies (design §5, *Open*); needs `s` and the case's clocks `c`. */
export const status: RawBuilder<string> = sql<string>`case
  when s.overdue then 'overdue'
  when s.at_risk then 'at-risk'
  when s.running then 'running'
  when s.paused or c.customer_only then 'paused'
  when s.undecidable then 'undecidable'
  else 'running' end`;
