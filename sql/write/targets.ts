import { stampText, type Db } from '../database.ts';
import type { Instant } from '../vocabulary.ts';

/** A target of a measure for one unit from a day on; shares as 0.95, means and counts as they are told. */
export type Target = {
  measure: string;
  part: string;
  unit: string;
  from: string;
  direction: 'higher' | 'lower';
  value: number;
  challenge: number | null;
  /** 分值 in the unit's assessment. */
  points: number | null;
};

/** A target names a source or unit that is not there. */
export class TargetRefused extends Error {}

/** Keeps targets; one of the same measure, unit and day takes the place of the one before. All or none. */
export async function saveTargets(
  db: Db,
  source: string,
  targets: readonly Target[],
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const origin = await trx.selectFrom('origin').select('origin').where('source', '=', source).executeTakeFirst();
    if (origin === undefined) throw new TargetRefused(`there is no source "${source}"`);
    const units = await trx.selectFrom('unit').select('code').where('origin', '=', origin.origin).execute();
    const known = new Set(units.map(({ code }) => code));
    for (const { from, ...target } of targets) {
      if (!known.has(target.unit)) throw new TargetRefused(`${source} has no unit "${target.unit}"`);
      const values = { ...target, valid_from: from, loaded_at: stampText(at), loaded_by: by };
      await trx
        .insertInto('target')
        .values({ ...origin, ...values })
        .onConflict((c) => c.columns(['origin', 'measure', 'part', 'unit', 'valid_from']).doUpdateSet(values))
        .execute();
    }
  });
}
