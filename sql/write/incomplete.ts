import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Told } from '../import-tables.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';

export type IncompleteFile = { origin: number; file: number; name: string; told: Told | null };

/** Files held as incomplete since before an instant and not come whole, under their name, since. */
export async function incompleteBefore(db: Db, before: Instant): Promise<IncompleteFile[]> {
  const { rows } = await sql<IncompleteFile>`select i.origin, i.file, i.name, i.told from import_file i
    where i.status = 'held' and i.reasons ? 'incomplete' and i.finished_at < ${instant(before)}
      and not exists (select from import_file l where l.origin = i.origin and l.name = i.name and l.file > i.file
        and l.status = 'imported')
    order by i.origin, i.file`.execute(db);
  return rows;
}

/** Nothing more is waited for; the source's screens must look again. */
export async function rejectIncomplete(
  trx: Db,
  { origin, file }: Pick<IncompleteFile, 'origin' | 'file'>,
  now: { told: Told; message: string; at: Instant },
): Promise<void> {
  const reasons = JSON.stringify({ [now.told.problem!.code]: 1 });
  await sql`update import_file set status = 'rejected', reasons = ${reasons}::jsonb,
      told = ${JSON.stringify(now.told)}::jsonb, message = ${now.message}
    where origin = ${origin} and file = ${file} and status = 'held'`.execute(trx);
  await sql`update origin set version = version + 1, arrived_at = ${instant(now.at)}
    where origin = ${origin}`.execute(trx);
}
