import { sql } from 'kysely';
import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';
import type { RuleSetHead } from './rule-sets.ts';

/** Who does something to a draft, and why. */
export type By = { by: string; why: string; at: Instant };

/** Sets made here are numbered from this one on. */
const OWN_SETS = 1000;

/** Keeps a draft of a set and returns its number; a set that does not exist yet is made, without limits. */
export async function saveDraft(db: Db, doc: Omit<RuleSetHead, 'id'>, by: By): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const known = await trx.selectFrom('rule_set').select('rule_set').where('code', '=', doc.code).executeTakeFirst();
    const id = known?.rule_set ?? (await newSet(trx, doc));
    const { rows } = await sql<{ draft: number }>`
      insert into rule_draft (draft, rule_set, doc, state, changed_at)
      select coalesce(max(draft), 0) + 1, ${id}, ${JSON.stringify({ ...doc, id })}::jsonb, 'draft', ${stampText(by.at)}
      from rule_draft returning draft`.execute(trx);
    const { draft } = rows[0]!;
    await note(trx, draft, 'drafted', by, null);
    return draft;
  });
}

async function newSet(trx: Db, doc: Omit<RuleSetHead, 'id'>): Promise<number> {
  const { next } = await trx
    .selectFrom('rule_set')
    .select(sql<number>`greatest(max(rule_set) + 1, ${OWN_SETS})::int`.as('next'))
    .executeTakeFirstOrThrow();
  // An example judges nothing by itself, and this one holds no limit yet.
  const empty = { ...doc, id: next, rules: [], example: true };
  await trx
    .insertInto('rule_set')
    .values({
      ...{ rule_set: next, code: doc.code, name: doc.name, name_en: doc.nameEn, kind: doc.kind, version: '0' },
      ...{ doc: JSON.stringify({ ...empty, version: '0' }), edited: true },
    })
    .execute();
  return next;
}

/** A draft with the set it is of, as it stands; null where there is none. */
export async function draftOf(db: Db, draft: number) {
  const found = await db
    .selectFrom('rule_draft as d')
    .innerJoin('rule_set as r', 'r.rule_set', 'd.rule_set')
    .select(['d.draft', 'd.doc', 'd.state', 'r.doc as current'])
    .where('d.draft', '=', draft)
    .executeTakeFirst();
  return found ?? null;
}

/** Puts a set in force; the one before it is kept in the audit. False where the draft is no draft any more. */
export async function putInForce(
  db: Db,
  draft: number,
  set: RuleSetHead,
  coming: { from: string | null; corrects: boolean },
  by: By,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('rule_draft')
      .set({ state: 'in-force', effective_from: coming.from, corrects: coming.corrects, changed_at: stampText(by.at) })
      .where('draft', '=', draft)
      .where('state', '=', 'draft')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const { doc } = await trx
      .selectFrom('rule_set')
      .select('doc')
      .where('rule_set', '=', set.id)
      .executeTakeFirstOrThrow();
    await note(trx, draft, 'put-in-force', by, doc);
    const { name, nameEn, kind, version } = set;
    await trx
      .updateTable('rule_set')
      .set({ name, name_en: nameEn, kind, version, doc: JSON.stringify(set), edited: true })
      .where('rule_set', '=', set.id)
      .execute();
    return true;
  });
}

/** Gives a draft up; it stays on record. */
export async function dropDraft(db: Db, draft: number, by: By): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('rule_draft')
      .set({ state: 'dropped', changed_at: stampText(by.at) })
      .where('draft', '=', draft)
      .where('state', '=', 'draft')
      .executeTakeFirst();
    if (numUpdatedRows === 1n) await note(trx, draft, 'dropped', by, null);
    return numUpdatedRows === 1n;
  });
}

async function note(trx: Db, draft: number, action: string, { by, why, at }: By, doc: object | null): Promise<void> {
  await sql`
    insert into rule_audit (entry, draft, action, at, by, why, doc)
    select coalesce(max(entry), 0) + 1, ${draft}, ${action}, ${stampText(at)}, ${by}, ${why},
           ${doc === null ? null : JSON.stringify(doc)}::jsonb from rule_audit`.execute(trx);
}
