import { sql, type RawBuilder } from 'kysely';

/** Days after which a missing case is listed where its source says nothing else. */
const LISTED_AFTER = 3;

/** Days after which `origin o` lists a missing case. */
export const missingDays: RawBuilder<number> = sql<number>`coalesce(
  (select d.missing_days from delivery d where d.origin = o.origin), ${LISTED_AFTER}::int)`;

/**
 * Condition on `case_fact f`: open at `at` and 去向不明 for as long as its source wants to have seen before the case is
 * listed. It stays open and keeps its status.
 */
export const isMissing = (at: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(f.missing_since is not null
  and (f.ended is null or f.ended > ${at}) and f.missing_since <= ${at} - (
    select make_interval(days => ${missingDays}) from origin o where o.origin = f.origin))`;

/**
 * Refused rows of `origin o` whose case number cannot be read, of the in-flight snapshots by which cases are listed at `at`: one
 * that is listed may have been among them.
 */
export const unreadListed = (at: RawBuilder<unknown>): RawBuilder<number> => sql<number>`(select count(*)::int
  from quarantine q where q.origin = o.origin and q.case_key is null and q.listed <= ${at}
    and q.listed >= (select max(s.data_time) from snapshot s where s.origin = o.origin
      and s.data_time <= ${at} - make_interval(days => ${missingDays})))`;
