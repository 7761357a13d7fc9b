import { connect } from '../database.ts';
import { checkContract, ForeignFailure, type RelationQuestion, type RelationRow } from './relation.ts';

const ROWS = 5_000;
const STATEMENT_MS = 600_000;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const relationOf = (name: string): string => name.split('.').map(quoted).join('.');

/**
 * Reads a view or table of somebody else's PostgreSQL in one read-only snapshot, the contract first. Every value comes as text.
 * Returns the greatest value of the `since` column, for the next time. Throws a ForeignFailure.
 */
export async function readPostgres(
  address: string,
  question: RelationQuestion,
  onRows: (rows: RelationRow[]) => Promise<void>,
): Promise<string | null> {
  const { pool, close } = connect(address, { max: 1, statementTimeoutMs: STATEMENT_MS });
  const relation = relationOf(question.relation);
  try {
    const client = await pool.connect().catch((error: NodeJS.ErrnoException) => {
      throw new ForeignFailure('unreachable', error.code ?? 'the connection failed');
    });
    try {
      await client.query('begin isolation level repeatable read read only');
      const { rows: found } = await client.query<{ name: string; type: string }>(
        `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
         where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum`,
        [relation],
      );
      if (found.length === 0) throw new ForeignFailure('no-relation', `no view or table ${question.relation}`);
      const { since } = question;
      const agreed = question.columns;
      checkContract(question.relation, agreed, new Map(found.map(({ name, type }) => [name, type])));

      const names = Object.keys(agreed);
      const values = since === null || since.from === null ? [] : [since.from, since.overlapMinutes];
      const when = values.length === 0 ? '' : changedSince(since!.column, agreed[since!.column] ?? 'timestamptz');
      const columns = names.map((name) => `${quoted(name)}::text as ${quoted(name)}`).join(', ');
      await client.query(`declare delivery no scroll cursor for select ${columns} from ${relation} ${when}`, values);
      for (;;) {
        const { rows } = await client.query<RelationRow>(`fetch ${ROWS} from delivery`);
        if (rows.length === 0) break;
        await onRows(rows);
      }
      if (since === null) return null;
      const { rows: last } = await client.query<{ mark: string | null }>(
        `select max(${quoted(since.column)})::text as mark from ${relation}`,
      );
      return last[0]!.mark;
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  } finally {
    await close();
  }
}

const changedSince = (column: string, type: string): string =>
  `where ${quoted(column)} >= $1::${type.replaceAll(/[^a-z0-9 ()]/gi, '')} - make_interval(mins => $2::int)`;
