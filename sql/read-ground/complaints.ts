import { sql, type RawBuilder } from 'kysely';
import type { Ground } from './ground.ts';
import { monthPlus, type Month } from './month.ts';
import { monthStart } from './time.ts';
import { inSubtree, ofGroup } from './within.ts';

/**
 * Complaints `m` made in the months, with the case `f` they are about; one without a case counts for its unit, one whose
 * unit nobody knows for the whole source. With a chosen class or business type only those about a case.
 */
export function complaints(g: Ground, from: Month, to: Month): RawBuilder<unknown> {
  const place = sql`(select coalesce(f.unit, n.unit, 0) as unit) p`;
  const of = g.class === null && g.business === null ? sql`` : sql`and f.case_id is not null and ${ofGroup(g)}`;
  return sql`complaint m
    left join case_fact f on f.origin = m.origin and f.case_key = m.case_key
    left join unit n on n.origin = m.origin and n.code = m.unit
    cross join lateral ${place}
    where m.origin = ${g.origin} and ${inSubtree(g, 'p')}
      and m.made >= ${monthStart(from, g.zone)} and m.made < ${monthStart(monthPlus(to, 1), g.zone)} ${of}`;
}

/** It repeats an earlier one of another number; of two that name each other the earlier stands. */
const REPEATED = sql`exists (select from complaint d where d.origin = m.origin and d.number = m.duplicate_of
  and (coalesce(d.made, '-infinity'), d.number) < (m.made, m.number))`;

/** Which complaints a figure counts; a repeated one 重复投诉 is in none but its own. */
export const COMPLAINTS = {
  first: sql`not ${REPEATED}`,
  upheld: sql`m.upheld and not ${REPEATED}`,
  rejected: sql`not m.upheld and not ${REPEATED}`,
  undecided: sql`m.upheld is null and not ${REPEATED}`,
  repeated: REPEATED,
} satisfies Record<string, RawBuilder<unknown>>;
export type ComplaintKind = keyof typeof COMPLAINTS;

/** Fewer customers than this tell no rate. */
const LEAST_CUSTOMERS = 50;

/** 万户投诉率: first complaints, with or without a case, per 10,000 customers of the cases archived; null of too few. */
export const perTenThousand = (of: { first: number; unlinked: number; customers: number }): number | null =>
  of.customers < LEAST_CUSTOMERS ? null : ((of.first + of.unlinked) / of.customers) * 10_000;
