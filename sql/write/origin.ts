import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';
import { stampText } from '../database.ts';

export type Origin = {
  origin: number;
  source: string;
  label: string;
  zone: string;
  profile: object | null;
  mapped: boolean;
  single_stamp: boolean;
  data_time: Instant | null;
  version: number;
};

export type OriginSettings = {
  source: string;
  label: string;
  zone: string;
  ruleSet: number;
  ownClock: boolean;
  daily: boolean;
  demo: boolean;
};

/** Two imports that both find no origin must not both make one. */
const CREATION = 73_000_001;

const COLUMNS = [
  'origin',
  'source',
  'label',
  'zone',
  'profile',
  'mapped',
  'single_stamp',
  'data_time',
  'version',
] as const;

export async function findOrigin(db: Db, source: string): Promise<Origin | null> {
  return (await db.selectFrom('origin').select(COLUMNS).where('source', '=', source).executeTakeFirst()) ?? null;
}

/** Locks a source's origin until the transaction ends, so that two imports into it run one after the other. */
export async function lockOrigin(trx: Db, settings: OriginSettings): Promise<Origin> {
  await sql`set local lock_timeout = 0`.execute(trx);
  const find = () =>
    trx.selectFrom('origin').select(COLUMNS).where('source', '=', settings.source).forUpdate().executeTakeFirst();
  const found = await find();
  if (found) return found;
  await sql`select pg_advisory_xact_lock(${CREATION})`.execute(trx);
  return (await find()) ?? createOrigin(trx, settings);
}

async function createOrigin(trx: Db, settings: OriginSettings): Promise<Origin> {
  const { next } = await trx
    .selectFrom('origin')
    .select(sql<number>`coalesce(max(origin), 0)::int + 1`.as('next'))
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('origin')
    .values({
      origin: next,
      source: settings.source,
      label: settings.label,
      zone: settings.zone,
      profile: null,
      rule_set: settings.ruleSet,
    } as never)
    .execute();
  await trx
    .insertInto('unit')
    .values({ origin: next, unit: 0, code: settings.source, name: settings.label, parent: null, level: 0, ord: 0 })
    .execute();
  await trx.insertInto('unit_above').values({ origin: next, unit: 0, above: 0 }).execute();
  return trx.selectFrom('origin').select(COLUMNS).where('origin', '=', next).executeTakeFirstOrThrow();
}

export type OriginChange = Omit<OriginSettings, 'source'> & {
  /** null: no file tells how it is read. */
  profile: object | null;
  mapped: boolean;
  singleStamp: boolean;
  dataTime: Instant | null;
  arrivedAt: Instant;
  version: number;
};

/** What the import leaves of its source: how it is read from now on, its data time and its new version. */
export async function updateOrigin(trx: Db, origin: number, change: OriginChange): Promise<void> {
  await trx
    .updateTable('origin')
    .set({
      label: change.label,
      zone: change.zone,
      profile: (change.profile === null ? null : JSON.stringify(change.profile)) as string,
      rule_set: change.ruleSet,
      own_clock: change.ownClock,
      daily: change.daily,
      demo: change.demo,
      mapped: change.mapped,
      single_stamp: change.singleStamp,
      data_time: change.dataTime === null ? null : stampText(change.dataTime),
      arrived_at: stampText(change.arrivedAt),
      version: change.version,
    })
    .where('origin', '=', origin)
    .execute();
}

/** A file that was held or rejected is news of the source, too: screens that list files must look again. */
export async function touchOrigin(trx: Db, origin: number, version: number, arrivedAt: Instant): Promise<void> {
  await trx
    .updateTable('origin')
    .set({ version, arrived_at: stampText(arrivedAt) })
    .where('origin', '=', origin)
    .execute();
}
