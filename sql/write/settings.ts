import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import type { SettingName } from '../read-ground/settings.ts';
import type { Instant } from '../vocabulary.ts';

export type NewSetting = {
  source: string;
  name: SettingName;
  from: string;
  value: unknown;
  by: string;
  authority: string;
  at: Instant;
};

/** Sets a value from a day on; what was set before stays on record. false: no such source. The origin's answers change. */
export async function saveSetting(trx: Db, one: NewSetting): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into setting (origin, name, valid_from, set_at, set_by, value, source)
    select origin, ${one.name}, ${one.from}::date, ${stampText(one.at)}::timestamptz, ${one.by},
           ${JSON.stringify(one.value)}::jsonb, ${one.authority}
    from origin where source = ${one.source}`.execute(trx);
  return numAffectedRows === 1n;
}

/** Everything ever set for a source, the newest first. */
export async function settingHistory(db: Db, source: string) {
  const { rows } = await sql<{ name: string; from: string; by: string; at: string; value: unknown; authority: string }>`
    select s.name, s.valid_from::text as "from", s.set_by as by, to_char(s.set_at, 'YYYY-MM-DD"T"HH24:MI:SSOF') as at, s.value,
           s.source as authority
    from setting s join origin o using (origin) where o.source = ${source}
    order by s.name, s.valid_from desc, s.set_at desc`.execute(db);
  return rows;
}
