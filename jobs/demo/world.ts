import { chineseCalendar } from '../clock/calendar.ts';
import { parseDate } from '../clock/day.ts';
import { OfficeTime } from './office-time.ts';
import { province, type County, type Province, type Size } from './province.ts';
import { randomFrom, seedOf } from './random.ts';

export const MONTHS = 24;

/** Everything a demo depends on; equal worlds write equal files. Days are DayNumbers of the business zone. */
export type WorldKey = { size: Size; seed: number; from: string; until: string };

export type World = Province & {
  key: WorldKey;
  office: OfficeTime;
  fromDay: number;
  /** Since when one city's completion inspections wait to be accepted. */
  slowSince: number;
  /** Cases accepted by a county on a day. */
  arrivals(county: County, day: number): number;
  /** How much longer work waits there then: about 1, more after weeks with more arrivals than usual. */
  queue(county: County, day: number): number;
};

/** Applications by month of the year: spring building season and year-end push, a lull at the Spring Festival. */
const SEASON = [0.82, 0.7, 1.12, 1.1, 1.08, 1.05, 1.0, 0.98, 1.06, 1.02, 1.08, 0.99];

export function makeWorld(key: WorldKey, slowMonthsBeforeUntil: number): World {
  const base = province(key.size);
  const fromDay = parseDate(key.from);
  const office = new OfficeTime(chineseCalendar(), fromDay - 40, parseDate(key.until) + 1_600);
  const total = base.counties.reduce((sum, county) => sum + county.weight, 0);
  const perWorkingDay = base.casesPerYear / 249;

  const arrivals = remembered((county, day) => {
    if (day < fromDay) return 0;
    const random = randomFrom(seedOf(key.seed, 'arrivals', county.code, day));
    const weekly = 0.8 + 0.4 * randomFrom(seedOf(key.seed, 'week', county.code, Math.floor(day / 7))).next();
    const month = new Date(day * 86_400_000).getUTCMonth();
    const open = office.isWorking(day) ? 0.93 : 0.16;
    return poisson((perWorkingDay * county.weight * SEASON[month]! * weekly * open) / total, random.next);
  });

  const queue = remembered((county, day) => {
    if (day - fromDay < 21) return 1;
    let recent = 0;
    for (let back = 1; back <= 21; back++) recent += arrivals(county, day - back);
    const usual = (perWorkingDay * county.weight * 15) / total;
    return Math.min(2.2, Math.max(0.7, (recent / usual) ** 2));
  });

  const slowSince = monthsBefore(key.until, slowMonthsBeforeUntil);
  return { ...base, key, office, fromDay, slowSince, arrivals, queue };
}

/** Each county's days are asked for again and again while its cases are walked. */
function remembered(compute: (county: County, day: number) => number): (county: County, day: number) => number {
  const known = new Map<County, Map<number, number>>();
  return (county, day) => {
    let days = known.get(county);
    if (days === undefined) known.set(county, (days = new Map()));
    let value = days.get(day);
    if (value === undefined) days.set(day, (value = compute(county, day)));
    return value;
  };
}

/** First day of the month `months` before a date. */
function monthsBefore(date: string, months: number): number {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return Math.floor(Date.UTC(year, month - 1 - months, 1) / 86_400_000);
}

/** Knuth's product method; means here are below 30. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}
