import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../status.ts';
import type { Ground } from './ground.ts';
import { fromClocks, openCases, openClocks } from './stock.ts';
import { ofVoltage } from './voltage.ts';

/** Calendar days since acceptance, `from~to`, both included; without `to`: so many and more. */
export type DaysBand = `${number}~${number | ''}`;

/** 长期未送电 between the days 70 / 120 / 300: 71 to 119, 120 to 300, 301 and more; and all of them. */
export function longBands(days: readonly number[]): { bands: DaysBand[]; all: DaysBand } {
  const [first, second, third] = days as [number, number, number];
  const all: DaysBand = `${first + 1}~`;
  return { bands: [`${first + 1}~${second - 1}`, `${second}~${third}`, `${third + 1}~`], all };
}

/** Condition on `case_fact f`, an open case: accepted so many days before the last day of data, and not energised by then. */
export function isUnenergised(g: Ground, band: string): RawBuilder<boolean> {
  const [from, to] = band.split('~');
  const start = (back: number) => sql`((${g.dataDay}::date - ${back}::int)::timestamp at time zone ${g.zone})`;
  return sql<boolean>`(f.opened < ${start(Number(from) - 1)} ${to ? sql`and f.opened >= ${start(Number(to))}` : sql``}
    and not ${energised(g)})`;
}

/** Some stay in 装表接电 is over; with one timestamp per event it is once another event has come. */
const energised = (g: Ground) => sql<boolean>`exists (
  select from unnest(f.step, f.arrived, f.started, f.finished) with ordinality as e(step, arrived, started, finished, place)
  join step t on t.origin = f.origin and t.step = e.step
  join stage w on w.origin = t.origin and w.stage = t.stage and w.code = 'connect'
  where case when (select o.single_stamp from origin o where o.origin = f.origin)
    then e.place < cardinality(f.step) else e.finished <= ${instant(g.asOf)} end)`;

/** Open 10 kV cases that have not been energised in each of the bands; `unknown`: as long, without a voltage. */
export async function longUnenergised(db: Db, given: Ground, days: readonly number[]) {
  const g = { ...given, stage: null };
  const { bands, all } = longBands(days);
  const n = (where: RawBuilder<boolean>) => sql`count(*) filter (where ${where})::int`;
  const counts = [all, ...bands].map(
    (band) => sql`${n(sql<boolean>`${ofVoltage('10kv')} and ${isUnenergised(g, band)}`)} as ${sql.ref(band)}`,
  );
  const from = fromClocks(g)
    ? openClocks(g, sql`join case_fact f on f.origin = c.origin and f.case_id = c.case_id and ${isUnenergised(g, all)}`)
    : sql`${openCases(g)} and ${isUnenergised(g, all)}`;
  const { rows } = await sql<Record<DaysBand | 'unknown', number>>`
    select ${sql.join(counts)}, ${n(ofVoltage('none'))} as unknown from ${from}`.execute(db);
  const { unknown, ...told } = rows[0]!;
  return { bands: Object.entries(told) as [DaysBand, number][], unknown };
}
