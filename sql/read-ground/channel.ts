import { sql } from 'kysely';
import { FLAGS } from '../vocabulary.ts';

/** Condition on `case_fact f`: how it was applied for is known; a case over before it began was applied for on no certain day. */
export const hasChannel = sql<boolean>`f.channel <> '' and f.flags & ${sql.lit(FLAGS.endBeforeStart)} = 0`;
