import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { FLOW_KINDS, type FlowKind, type Series } from '../flow.ts';
import { visitHistogram } from '../histogram.ts';
import { monthOf, monthText, piecesOfMonths } from '../piece.ts';
import type { Ground } from './ground.ts';
import type { Month } from './month.ts';

/** `n` counts of a series in a unit's subtree and a month, all at `days`. */
export type FlowCount = Series & { unit: number; month: Month; days: number; n: number };

/** Visits the flow of these units and kinds from a month to a month, of the groups the question leaves. */
export async function visitFlow(
  db: Db,
  g: Pick<Ground, 'origin' | 'groups'>,
  ask: { units: readonly number[]; kinds: readonly FlowKind[]; from: Month; to: Month },
  visit: (count: FlowCount) => void,
): Promise<void> {
  const kinds = ask.kinds.map((kind) => FLOW_KINDS.indexOf(kind));
  const all = await db
    .selectFrom('flow_series')
    .selectAll()
    .where('origin', '=', g.origin)
    .where('kind', '=', sql<number>`any(${kinds}::int[])`)
    .execute();
  const series = new Map<number, Series>();
  for (const { series: id, kind, ...rest } of all)
    if (g.groups.has(rest.grp)) series.set(id, { ...rest, kind: FLOW_KINDS[kind]! });
  const { first, last } = piecesOfMonths(monthOf(ask.from), monthOf(ask.to));
  const { rows } = await sql<{ unit: number; month: number; hist: Uint8Array }>`
    select unit, piece / 2 as month, string_agg(hist, ''::bytea) as hist from flow
    where origin = ${g.origin} and kind = any(${kinds}::int[]) and unit = any(${[...ask.units]}::int[])
      and piece between ${first} and ${last}
    group by 1, 2`.execute(db);
  for (const { unit, month, hist } of rows) {
    const text = monthText(month);
    visitHistogram(hist, (id, days, _verdict, n) => {
      const found = series.get(id);
      if (found) visit({ ...found, unit, month: text, days, n });
    });
  }
}

/** The flow is not yet counted up to the newest facts. */
export async function flowPending(db: Db, origin: number): Promise<boolean> {
  const { rows } = await sql<{ pending: boolean }>`
    select c.version is distinct from o.version as pending
    from origin o left join flow_counted c using (origin) where o.origin = ${origin}`.execute(db);
  return rows[0]?.pending ?? true;
}

/** Counts by days: index = days. */
export function countAt(counts: number[], days: number, n: number): void {
  while (counts.length <= days) counts.push(0);
  counts[days]! += n;
}

/** Of a map, the value of a key, made where there is none. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
