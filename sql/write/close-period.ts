import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { monthOf, monthText, piecesOfMonths } from '../piece.ts';
import { instant } from '../status.ts';
import type { Instant } from '../vocabulary.ts';
import { keepReported } from './cube.ts';

/** Why a month cannot be closed. */
export class CloseRefused extends Error {}

/**
 * Freezes a month's figures of a source under every rule set that judges it: cube and pages as they stand, with what the
 * verdicts hang on. Returns the rule sets. A month is closed once, and only when the data have come to its end.
 */
export async function closePeriod(
  trx: Db,
  { source, month, by, at }: { source: string; month: string; by: string; at: Instant },
): Promise<number[]> {
  const wanted = monthOf(month);
  if (Number.isNaN(wanted)) throw new CloseRefused(`"${month}" is not a month such as 2026-03`);
  const origin = await trx
    .selectFrom('origin')
    .select(['origin', 'version', 'zone', 'data_time as dataTime'])
    .where('source', '=', source)
    .forUpdate()
    .executeTakeFirst();
  if (origin === undefined) throw new CloseRefused(`there is no source "${source}"`);
  const { rows } = await sql<{ over: Instant }>`
    select ((${`${monthText(wanted + 1)}-01`})::timestamp at time zone ${origin.zone}) as over`.execute(trx);
  if (origin.dataTime === null || origin.dataTime < rows[0]!.over)
    throw new CloseRefused(`the data of ${source} have not come to the end of ${month}`);
  const judged = await trx
    .selectFrom('judged')
    .select(['rule_set as ruleSet', 'version', 'basis'])
    .where('origin', '=', origin.origin)
    .orderBy('rule_set')
    .execute();
  const behind = judged.filter((row) => row.version !== origin.version);
  if (behind.length > 0) throw new CloseRefused(`rule sets of ${source} are still being judged; try again in a minute`);
  const { first, last } = piecesOfMonths(wanted, wanted);
  for (const { ruleSet, basis } of judged) {
    const key = { origin: origin.origin, rule_set: ruleSet, month: wanted };
    const closed = await sql`
      insert into closed_period (origin, rule_set, month, closed_at, closed_by, data_time, version, basis, connect_time)
      values (${key.origin}, ${ruleSet}, ${wanted}, ${instant(at)}, ${by}, ${instant(origin.dataTime)}, ${origin.version},
              ${JSON.stringify(basis)}::jsonb, true)
      on conflict do nothing`.execute(trx);
    if (closed.numAffectedRows === 0n) throw new CloseRefused(`${month} of ${source} has been closed already`);
    const cell = sql`origin = ${key.origin} and rule_set = ${ruleSet} and piece between ${first} and ${last}`;
    await keepReported(trx, { origin: key.origin, ruleSet }, first, last);
    await sql`
      insert into reported_page (origin, rule_set, unit, piece, case_id, stage, grp, days, verdict)
      select origin, rule_set, unit, piece, case_id, stage, grp, days, verdict from case_page where ${cell}`.execute(
      trx,
    );
  }
  return judged.map((row) => row.ruleSet);
}

/** Months of a source, by the primary rule set, that the data have come to the end of and nobody has closed; oldest first. */
export async function unclosedMonths(db: Db, source: string, since: string): Promise<string[]> {
  const { rows } = await sql<{ month: number }>`
    select distinct c.piece / 2 as month
    from origin o join case_page c on c.origin = o.origin and c.rule_set = o.rule_set
    where o.source = ${source} and c.piece >= ${piecesOfMonths(monthOf(since), monthOf(since)).first}
      and make_timestamp(((c.piece / 2) + 1) / 12, ((c.piece / 2) + 1) % 12 + 1, 1, 0, 0, 0) at time zone o.zone <= o.data_time
      and not exists (select from closed_period p where p.origin = o.origin and p.rule_set = o.rule_set and p.month = c.piece / 2)
    order by 1`.execute(db);
  return rows.map((row) => monthText(row.month));
}
