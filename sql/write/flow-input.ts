import type { Db } from '../database.ts';

/** What counting the flow must know of an origin: its version and its tree. Throws for one that does not exist. */
export async function flowInput(
  trx: Db,
  origin: number,
): Promise<{ version: number; units: { unit: number; parent: number | null }[] }> {
  const { version } = await trx
    .selectFrom('origin')
    .select('version')
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  const units = await trx.selectFrom('unit').select(['unit', 'parent']).where('origin', '=', origin).execute();
  return { version, units: units.sort((a, b) => a.unit - b.unit) };
}
