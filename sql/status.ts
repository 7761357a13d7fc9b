import { sql, type RawBuilder } from 'kysely';
import { stampText } from './database.ts';
import type { Instant } from './vocabulary.ts';

export const instant = (at: Instant): RawBuilder<unknown> => sql`${stampText(at)}::timestamptz`;

/** Condition on `case_fact f`: not over at `asOf`; an end that lies after it has not happened yet. */
export const isOpen = (asOf: Instant): RawBuilder<boolean> =>
  sql<boolean>`(f.ended is null or f.ended > ${instant(asOf)})`;

/**
 * One row `s` per case: what the running clocks of its `case_clock` row `c` say at `asOf`, the data time it was judged at.
 * A case still open at the end of its deadline day is past it.
 */
export function runningClocks(asOf: Instant): RawBuilder<unknown> {
  return sql`lateral (
    select c.due <= ${instant(asOf)} as overdue, c.risk <= ${instant(asOf)} as at_risk, c.runs as running,
           c.halted as paused, c.unsure as undecidable, c.due,
           case when c.due <= ${instant(asOf)} then c.over::int end as over) s`;
}

/** Status of an open case, the first that applies (design §5, *Open*); needs `s` and the case's clocks `c`. */
export const status: RawBuilder<string> = sql<string>`case
  when s.overdue then 'overdue'
  when s.at_risk then 'at-risk'
  when s.running then 'running'
  when s.paused or c.customer_only then 'paused'
  when s.undecidable then 'undecidable'
  else 'running' end`;
