import { sql, type RawBuilder } from 'kysely';
import { keptPlan } from '../database.ts';
import { ROOT } from '../vocabulary.ts';

/** Which cases a question is about, whatever the period. `own`: of the unit itself, not of those below it. */
export type Population = {
  origin: number;
  unit: { unit: number };
  class: string | null;
  business: string | null;
  own?: boolean;
  /** Units whose own cases are meant, in place of the subtree (see membersOf). */
  members?: readonly number[];
};

/** Asks for cases whose class, business type or department is blank. */
const BLANK = '(blank)';
export const unblank = (value: string | undefined): string | null =>
  value === undefined ? null : value === BLANK ? '' : value;

/** Condition on `case_fact f`. */
export function within(p: Population): RawBuilder<boolean> {
  return sql<boolean>`f.origin = ${p.origin} and ${inSubtree(p, 'f')} and ${ofGroup(p)}`;
}

/** The same on `case_clock c`, which holds what its case was at the data time it was judged at. */
export function withinClocks(
  p: Population & { ruleSet: number; groups: ReadonlyMap<number, unknown> },
): RawBuilder<boolean> {
  const all = p.class === null && p.business === null;
  return sql<boolean>`c.origin = ${p.origin} and c.rule_set = ${p.ruleSet} and ${inSubtree(p, 'c')}
    ${all ? sql`` : sql`and c.grp = any(${[...p.groups.keys()]}::int[])`}`;
}

/** Condition on the class and business type of `case_fact f`. */
export function ofGroup(p: Population): RawBuilder<boolean> {
  return sql<boolean>`true ${p.class === null ? sql`` : sql`and f.class = ${p.class}`}
    ${p.business === null ? sql`` : sql`and f.business = ${p.business}`}`;
}

/** Condition on `case_fact f`: its account manager 客户经理, by name, '' for nobody. A person is only ever asked for, never compared. */
export const ofManager = (name: string): RawBuilder<boolean> =>
  name === ''
    ? sql<boolean>`f.manager is null`
    : sql<boolean>`f.manager = (select m.party from party m where m.origin = f.origin and m.name = ${name})`;

/** All cases of the source are meant, whatever their unit. */
const isWhole = (p: Population): boolean => p.unit.unit === ROOT && p.own !== true && p.members === undefined;

/** Keeps the plan of a question about the whole tree; one about some unit is planned for it, as units differ a thousandfold. */
export const keptOfWhole = (p: Population): RawBuilder<unknown> => (isWhole(p) ? keptPlan : sql``);

/** Condition on the unit of `case_fact f`, `case_page p` or `case_clock c`: in the subtree under the chosen one, itself included. */
export function inSubtree(p: Population, table: 'f' | 'p' | 'c'): RawBuilder<boolean> {
  const unit = sql.ref(`${table}.unit`);
  if (isWhole(p)) return sql<boolean>`true`;
  if (p.members !== undefined) return sql<boolean>`${unit} = any(${[...p.members]}::int[])`;
  return p.own
    ? sql<boolean>`${unit} = ${p.unit.unit}`
    : sql<boolean>`${unit} in (select a.unit from unit_above a where a.origin = ${p.origin} and a.above = ${p.unit.unit})`;
}

/**
 * Condition on an open `case_fact f` and its current `step`: it is in the stage now. A clock over several stages is no place
 * of a step: in it are the cases where it runs.
 */
export const nowIn = ({ ruleSet }: { ruleSet: number }, stage: number): RawBuilder<boolean> =>
  stage >= 0
    ? sql<boolean>`step.stage = ${stage}`
    : sql<boolean>`exists (
        select from case_clock w cross join lateral unnest(w.stage, w.stopped) as k(stage, stopped)
        where w.origin = f.origin and w.rule_set = ${ruleSet} and w.case_id = f.case_id
          and k.stage = ${stage} and k.stopped is null)`;
