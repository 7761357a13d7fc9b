import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Told } from '../import-tables.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import { iso } from '../read-ground/time.ts';
import type { Scope } from '../scope.ts';
import { BUSINESS_ZONE, type Instant } from '../vocabulary.ts';

const PAGE = 50;

type Rows = Record<'in' | 'new' | 'changed' | 'same' | 'quarantined' | 'blank' | 'total', number>;

const rowsOf = (sum: boolean) => {
  const of = (column: string) => (sum ? sql`coalesce(sum(${sql.ref(column)}), 0)::int` : sql.ref(column));
  return sql`jsonb_build_object('in', ${of('rows_in')}, 'new', ${of('rows_new')}, 'changed', ${of('rows_changed')},
    'same', ${of('rows_same')}, 'quarantined', ${of('rows_quarantined')}, 'blank', ${of('rows_blank')},
    'total', ${of('rows_total')})`;
};

/** Every file that came in, newest first, with its accounts. `total` and `rows` count all files, not the page; `file`: by its SHA-256. */
export async function imports(
  db: Db,
  scope: Scope,
  question: { source?: string | undefined; file?: string | undefined; page?: number | undefined },
  _now: Instant,
) {
  const origins = await wholeOrigins(db, scope, question.source);
  const one = question.file === undefined ? sql`` : sql`and i.sha256 = ${question.file}`;
  const all = await sql<{ total: number; rows: Rows }>`
    select count(*)::int as total, ${rowsOf(true)} as rows from import_file i where i.origin = any(${origins}::int[]) ${one}
    `.execute(db);
  const reasons = await sql<{ reason: string; n: number }>`
    select r.key as reason, sum(r.value::int)::int as n
    from import_file i cross join lateral jsonb_each_text(i.reasons) r
    where i.origin = any(${origins}::int[]) ${one} group by 1 order by 2 desc, 1`.execute(db);
  const files = await sql<{
    source: string;
    name: string;
    sha256: string;
    format: string;
    encoding: string;
    shape: string;
    status: string;
    rows: Rows;
    reasons: Record<string, number>;
    dataTime: string | null;
    finishedAt: string;
    seconds: number;
    message: string;
    told: Told | null;
  }>`
    select o.source, i.name, i.sha256, i.format, i.encoding, i.shape, i.status, ${rowsOf(false)} as rows, i.reasons,
           ${iso(sql`i.data_time`, BUSINESS_ZONE)} as "dataTime", ${iso(sql`i.finished_at`, BUSINESS_ZONE)} as "finishedAt",
           extract(epoch from i.finished_at - i.started_at)::float8 as seconds, i.message, i.told
    from import_file i join origin o on o.origin = i.origin
    where i.origin = any(${origins}::int[]) ${one}
    order by i.finished_at desc, i.origin, i.file desc
    limit ${PAGE} offset ${((question.page ?? 1) - 1) * PAGE}`.execute(db);
  return {
    ...all.rows[0]!,
    reasons: Object.fromEntries(reasons.rows.map((r) => [r.reason, r.n])),
    files: files.rows,
  };
}
