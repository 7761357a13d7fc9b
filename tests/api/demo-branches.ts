import { ranked } from '../../api/ranking.ts';
import { chineseCalendar } from '../../jobs/clock/calendar.ts';
import { makeJudge } from '../../jobs/clock/judge.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { DAY_MS } from '../../jobs/demo/office-time.ts';
import planted from '../../jobs/demo/planted.json' with { type: 'json' };
import { casesOf } from '../../jobs/demo/population.ts';
import { makeWorld, type World } from '../../jobs/demo/world.ts';
import { DEFAULT_SETTINGS } from '../../sql/read-ground/settings.ts';
import { VERDICTS } from '../../sql/vocabulary.ts';
import { logOf, PROCESS, UNTIL } from '../jobs/demo/logs.ts';

/** What the page of branches says of the default demo's high voltage over its last twelve months, without a database. */

const LAST = Math.floor(Date.parse(`${UNTIL}T00:00:00Z`) / DAY_MS);
const SINCE = Date.UTC(2025, 10, 1) * 1000 - 8 * 3600e6;
const PLANTED = [planted.rescuedBySuspension.county, planted.backEntry.county, planted.unlucky.county];
const judge = makeJudge(
  PROCESS,
  RULE_SETS.find((set) => set.code === 'demo-primary')!,
  chineseCalendar(),
);

type Read = Parameters<typeof ranked>[0];
type Row = Read['rows'][number];
type Counts = { n: number; met: number };
type Sums = Counts & { undecidable: number; byGroup: Map<number, Counts>; byStage: Map<string, Counts> };

/** Standing of every unit on the province's page and on each city's, with its n; `adjusted` for its case mix. */
export type Said = { unit: string; page: string; n: number; standing: string; adjusted: string };

/** The default demo of a seed; without causes the counties they were planted in are left out too. */
function worldOf(seed: number, causes: boolean): World {
  const key = { size: 'city' as const, seed, from: '2024-10-21', until: UNTIL };
  const world = makeWorld(key, causes ? planted.slowAcceptance.monthsBeforeUntil : -100);
  return causes ? world : { ...world, counties: world.counties.filter(({ name }) => !PLANTED.includes(name)) };
}

export function branchesOf(seed: number, causes: boolean): Said[] {
  const world = worldOf(seed, causes);
  const counties = new Map(world.counties.map((county) => [county.code, sums()]));
  for (const one of casesOf(world, world.fromDay, LAST, (kind) => kind.highVoltage)) {
    const log = logOf(one, 1, (LAST + 1) * DAY_MS);
    if (log === null || log.state !== 'archived' || log.ended! < SINCE) continue;
    const judged = judge(log, (LAST + 1) * DAY_MS * 1000 - 8 * 3600e6);
    const verdict = VERDICTS[judged.caseVerdict];
    const sum = counties.get(one.unit)!;
    if (verdict === 'undecidable') sum.undecidable++;
    if (verdict !== 'met' && verdict !== 'overdue') continue;
    const grp = one.class === '高压双电源' ? 1 : 0;
    add(sum, grp, verdict === 'met');
    judged.stage.forEach((stage, i) => {
      const clock = VERDICTS[judged.verdict[i]!];
      if (stage >= 0 && (clock === 'met' || clock === 'overdue'))
        count(sum.byStage, `${grp}|${stage}`, { n: 1, met: clock === 'met' ? 1 : 0 });
    });
  }
  const cities = [...new Set(world.counties.map((county) => county.city))];
  const under = (city: string) => world.counties.filter((county) => county.city === city);
  const total = (city: string) =>
    under(city)
      .map((county) => counties.get(county.code)!)
      .reduce(plus, sums());
  const province = ranked(
    readOf(
      cities.map((city) => rowOf(city, total(city))),
      cities.flatMap((city) => under(city).map((county) => ({ parent: city, ...counties.get(county.code)! }))),
    ),
  );
  const said = (page: string, rows: { unit: string; n: number; standing: string; adjusted: { standing: string } }[]) =>
    rows.map(({ unit, n, standing, adjusted }) => ({ unit, page, n, standing, adjusted: adjusted.standing }));
  return [
    ...said('province', province.rows),
    ...cities.flatMap((city) => {
      const rows = under(city).map((county) => rowOf(county.name, counties.get(county.code)!));
      return said(city, ranked(readOf(rows, [])).rows);
    }),
  ];
}

const sums = (): Sums => ({ n: 0, met: 0, undecidable: 0, byGroup: new Map(), byStage: new Map() });

function count<K>(counts: Map<K, Counts>, key: K, { n, met }: Counts): void {
  const known = counts.get(key) ?? { n: 0, met: 0 };
  counts.set(key, { n: known.n + n, met: known.met + met });
}

function add(sum: Sums, grp: number, met: boolean, n = 1, hits = met ? 1 : 0): void {
  sum.n += n;
  sum.met += hits;
  count(sum.byGroup, grp, { n, met: hits });
}

function plus(a: Sums, b: Sums): Sums {
  const sum = { ...sums(), undecidable: a.undecidable + b.undecidable };
  for (const part of [a, b]) {
    for (const [grp, { n, met }] of part.byGroup) add(sum, grp, false, n, met);
    for (const [key, counts] of part.byStage) count(sum.byStage, key, counts);
  }
  return sum;
}

function rowOf(unit: string, sum: Sums): Row {
  const open = { open: 0, openOverdue: 0, previousYearRate: null, spark: [], days: [] };
  return { unit, unitName: unit, hasBelow: false, ...sum, ...open };
}

function readOf(rows: Row[], below: (Sums & { parent: string })[]): Read {
  const whole = rows.reduce<Sums>(plus, sums());
  return {
    basis: {} as Read['basis'],
    targets: [],
    kind: 'hv',
    kinds: ['hv'],
    stage: null,
    tree: 'now',
    nature: null,
    natures: [],
    settings: DEFAULT_SETTINGS,
    whole: { ...whole, days: [], rate: whole.n === 0 ? null : whole.met / whole.n },
    below: below.map(({ parent, n, met }) => ({ parent, n, met })),
    rows,
  };
}

/** Over many seeds: how often the slowed city and the unlucky county were singled out, and others without any cause. */
export function seedsOf(first: number, seeds: number) {
  const slowed = planted.slowAcceptance.city;
  const found = { seeds, slowed: 0, slowedAdjusted: 0, unlucky: 0, innocent: 0, units: 0 };
  const told = (standing: string) => standing === 'below' || standing === 'above';
  for (let seed = first; seed < first + seeds; seed++) {
    const said = branchesOf(seed, true);
    const below = said.filter(({ standing }) => standing === 'below');
    const adjusted = said.filter((one) => one.adjusted === 'below');
    if (below.some(({ unit, page }) => page === 'province' && unit === slowed)) found.slowed++;
    if ([...below, ...adjusted].some(({ unit }) => unit === planted.unlucky.county)) found.unlucky++;
    if (adjusted.some(({ unit, page }) => page === 'province' && unit === slowed)) found.slowedAdjusted++;
    const calm = branchesOf(seed, false);
    found.units += calm.length;
    found.innocent += calm.filter(({ standing, adjusted }) => told(standing) || told(adjusted)).length;
  }
  return found;
}
