import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import type { Scope } from '../scope.ts';
import { LINES_PER_SHEET, type Instant } from '../vocabulary.ts';

const PAGE = 100;

type Refused = {
  source: string;
  file: string;
  sha256: string;
  /** Of a workbook; '' for other files. */
  sheet: string;
  line: number;
  column: string;
  value: string;
  reason: string;
  /** The row as it stood; '' where its source declares personal columns, which it may hold. */
  raw: string;
  masked: boolean;
};

type Question = {
  source?: string | undefined;
  reason?: string | undefined;
  /** SHA-256 of the file. */
  file?: string | undefined;
  /** Part of the value, of the row as it stood, or of the column's, the sheet's or the file's name. */
  q?: string | undefined;
  page?: number | undefined;
  size?: number;
};

/**
 * A profile by which the source is or was ever read declares columns of personal data: a refused row may hold them, whatever
 * became of its file and of that profile.
 */
const personal = sql<boolean>`exists (select
  from (select o.profile union all select r.profile from reading r where r.origin = o.origin) known
  cross join lateral jsonb_array_elements(coalesce(known.profile -> 'tables', '[]')) t
  where jsonb_array_length(coalesce(t -> 'personal', '[]')) > 0)`;

/** What was withdrawn waits for nothing: its refused rows are shown with their file alone, those of the last time it was read. */
const ofFile = (file: string | undefined) =>
  file === undefined
    ? sql`and i.status = 'imported'`
    : sql`and i.sha256 = ${file} and not exists (select from import_file later
        where later.origin = i.origin and later.sha256 = i.sha256 and later.file > i.file)`;

/** A pattern that finds the text itself, whatever signs it holds. */
const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/**
 * Refused rows with file, line, column and value, newest file first. `total` counts all of them, not the page; `reasons` those of
 * every reason, with one value of each.
 */
export async function quarantine(db: Db, scope: Scope, question: Question, _now: Instant) {
  const origins = await wholeOrigins(db, scope, question.source);
  const size = question.size ?? PAGE;
  const { reason, file, q } = question;
  const part = q === undefined ? null : containing(q);
  const from = sql`quarantine q join import_file i on i.origin = q.origin and i.file = q.file
    join origin o on o.origin = q.origin
    where q.origin = any(${origins}::int[]) ${ofFile(file)}
      ${
        part === null
          ? sql``
          : sql`and (q.value ilike ${part} or q.column_name ilike ${part} or i.name ilike ${part}
        or q.sheet ilike ${part} or (q.raw ilike ${part} and not ${personal}))`
      }`;
  const refused = sql`${from} ${reason === undefined ? sql`` : sql`and q.reason = ${reason}`}`;
  const all = await sql<{ total: number }>`select count(*)::int as total from ${refused}`.execute(db);
  const reasons = await sql<{ reason: string; n: number; column: string; example: string }>`
    select q.reason, count(*)::int as n, (array_agg(q.column_name order by q.file desc, q.line))[1] as column,
           (array_agg(q.value order by q.file desc, q.line))[1] as example
    from ${from} group by 1 order by 2 desc, 1`.execute(db);
  const { rows } = await sql<Refused>`
    select o.source, i.name as file, i.sha256, q.sheet, q.line % ${sql.lit(LINES_PER_SHEET)} as line, q.column_name as column, q.value, q.reason,
           case when ${personal} then '' else q.raw end as raw, ${personal} as masked from ${refused}
    order by i.finished_at desc, q.origin, q.file desc, q.line
    limit ${size} offset ${((question.page ?? 1) - 1) * size}`.execute(db);
  return { total: all.rows[0]!.total, reasons: reasons.rows, rows };
}
