import type { RelationQuestion, RelationRow } from './relation.ts';

export const ENGINES = ['postgresql', 'mysql', 'oracle'] as const;
export type Engine = (typeof ENGINES)[number];

/**
 * Reads a view or table of somebody else's database in one read-only snapshot, its contract first; every value comes as
 * text. Returns the greatest value of the `since` column, for the next time. A driver is loaded when its engine is first
 * asked for. Throws a ForeignFailure.
 */
export async function readRelation(
  engine: Engine,
  address: string,
  question: RelationQuestion,
  onRows: (rows: RelationRow[]) => Promise<void>,
): Promise<string | null> {
  switch (engine) {
    case 'postgresql':
      return (await import('./postgres.ts')).readPostgres(address, question, onRows);
    case 'mysql':
      return (await import('./mysql.ts')).readMysql(address, question, onRows);
    case 'oracle':
      return (await import('./oracle.ts')).readOracle(address, question, onRows);
  }
}
