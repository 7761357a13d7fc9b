import type { Connection } from '../database.ts';

/** Tables whose plans go wrong by far while the planner takes them for empty. */
const TABLES = ['case_fact', 'case_clock', 'case_page', 'cube', 'suspension', 'callback', 'unit', 'unit_above'];
const FLOW = ['case_flow', 'flow'];

/** Rows that make it worth a look, as a share of what the planner knows of. */
const SHARE = 0.1;

/**
 * Has the planner look at the facts after an import of many rows. Autovacuum would, a minute later; readers do not wait.
 * Outside the import's transaction: two imports must not wait for each other.
 */
export async function analyzeGrown(pool: Connection['pool'], rows: number): Promise<void> {
  const { rows: found } = await pool.query<{ known: number }>(
    "select greatest(reltuples, 0)::float8 as known from pg_class where oid = 'case_fact'::regclass",
  );
  if (rows > 0 && rows >= SHARE * found[0]!.known) await pool.query(`analyze ${TABLES.join(', ')}`);
}

/** The same of the flow, after it was counted anew. */
export async function analyzeFlow(pool: Connection['pool'], parts: number): Promise<void> {
  if (parts > 0) await pool.query(`analyze ${FLOW.join(', ')}`);
}
