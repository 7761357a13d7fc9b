import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { stampText } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** What the unit tables say of a unit from a day on; days are YYYY-MM-DD, null: since ever, still. */
export type UnitVersion = {
  code: string;
  from: string | null;
  to: string | null;
  name: string;
  parent: string | null;
  successor: string | null;
  dataTime: Instant | null;
  file: number;
  line: number;
};

const CHUNK = 2000;
const EVER = '-infinity';

/** In order of code and day. */
export async function unitVersions(db: Db, origin: number): Promise<UnitVersion[]> {
  return db
    .selectFrom('unit_version')
    .select([
      'code',
      sql<string | null>`nullif(valid_from, ${EVER})::text`.as('from'),
      sql<string | null>`valid_to::text`.as('to'),
      'name',
      'parent',
      'successor',
      'data_time as dataTime',
      'file',
      'line',
    ])
    .where('origin', '=', origin)
    .orderBy(sql`code collate "C"`)
    .orderBy('valid_from')
    .execute();
}

/** Replaces all that is known of an origin's units. */
export async function saveUnitVersions(trx: Db, origin: number, versions: readonly UnitVersion[]): Promise<void> {
  await trx.deleteFrom('unit_version').where('origin', '=', origin).execute();
  for (let at = 0; at < versions.length; at += CHUNK) {
    const rows = versions.slice(at, at + CHUNK).map((version) => ({
      origin,
      code: version.code,
      valid_from: version.from ?? EVER,
      valid_to: version.to,
      name: version.name,
      parent: version.parent,
      successor: version.successor,
      data_time: version.dataTime === null ? null : stampText(version.dataTime),
      file: version.file,
      line: version.line,
    }));
    await trx.insertInto('unit_version').values(rows).execute();
  }
}
