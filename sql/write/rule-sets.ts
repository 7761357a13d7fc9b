import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** What the table keeps beside the set's whole document. */
export type RuleSetHead = {
  id: number;
  code: string;
  name: string;
  nameEn: string;
  kind: 'official' | 'internal' | 'source';
  version: string;
};

/** Stores the shipped sets, each with its document; one that stands there unchanged, or was changed here, is not written. */
export async function saveRuleSets(db: Db, sets: readonly RuleSetHead[]): Promise<void> {
  if (sets.length === 0) return;
  await db
    .insertInto('rule_set')
    .values(
      sets.map((set) => ({
        rule_set: set.id,
        code: set.code,
        name: set.name,
        name_en: set.nameEn,
        kind: set.kind,
        version: set.version,
        doc: JSON.stringify(set),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('rule_set')
        .doUpdateSet((row) => ({
          code: row.ref('excluded.code'),
          name: row.ref('excluded.name'),
          name_en: row.ref('excluded.name_en'),
          kind: row.ref('excluded.kind'),
          version: row.ref('excluded.version'),
          doc: row.ref('excluded.doc'),
        }))
        .where(sql<boolean>`not rule_set.edited and rule_set.doc is distinct from excluded.doc`),
    )
    .execute();
}
