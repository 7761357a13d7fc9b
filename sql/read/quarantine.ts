import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

const PAGE = 100;

type Refused = {
  source: string;
  file: string;
  line: number;
  column: string;
  value: string;
  reason: string;
  raw: string;
};

/** Refused rows with file, line, column and value, newest file first. `total` counts all of them, not the page. */
export async function quarantine(
  db: Db,
  scope: Scope,
  question: { source?: string | undefined; reason?: string | undefined; page?: number | undefined; size?: number },
  _now: Instant,
) {
  const origins = await wholeOrigins(db, scope, question.source);
  const size = question.size ?? PAGE;
  const refused = sql`quarantine q join import_file i on i.origin = q.origin and i.file = q.file
    join origin o on o.origin = q.origin
    where q.origin = any(${origins}::int[]) ${question.reason === undefined ? sql`` : sql`and q.reason = ${question.reason}`}`;
  const all = await sql<{ total: number }>`select count(*)::int as total from ${refused}`.execute(db);
  const { rows } = await sql<Refused>`
    select o.source, i.name as file, case when i.format = 'xlsx' then q.line % 10000000 else q.line end as line,
      q.column_name as column, q.value, q.reason, q.raw from ${refused}
    order by i.finished_at desc, q.origin, q.file desc, q.line
    limit ${size} offset ${((question.page ?? 1) - 1) * size}`.execute(db);
  return { total: all.rows[0]!.total, rows };
}
