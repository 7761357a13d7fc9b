import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { makeJudge } from '../../../jobs/clock/judge.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { auditSuspensions } from '../../../jobs/clock/suspension-audit.ts';
import planted from '../../../jobs/demo/planted.json' with { type: 'json' };
import { makeWorld } from '../../../jobs/demo/world.ts';
import { BUSINESS_ZONE } from '../../../sql/vocabulary.ts';
import { standsOut } from '../../../web/panels/suspensions/option.ts';
import { demoLogs, PROCESS, UNTIL } from './logs.ts';

/** What the audit of suspensions says on a city's page of the default demo, over its last six months. */

const SINCE = Date.UTC(2026, 4, 1) * 1000 - 8 * 3600e6;
const AS_OF = Date.UTC(2026, 9, 22) * 1000 - 8 * 3600e6;
const RULES = RULE_SETS.find((set) => set.code === 'demo-primary')!;
const CALENDAR = chineseCalendar();
const judge = makeJudge(PROCESS, RULES, CALENDAR);
const NONE = { unitName: '', days: 0, suspended: 0, suspensions: 0, excluded: 0, lastMinute: 0, retroactive: null };

/** Counties named on the pages of these cities, and how many there are. */
function namedOf(seed: number, cities: readonly string[]): { named: string[]; units: number } {
  const key = { size: 'city' as const, seed, from: '2026-02-01', until: UNTIL };
  const world = makeWorld(key, planted.slowAcceptance.monthsBeforeUntil);
  const mine = world.counties.filter(({ city }) => cities.includes(city));
  const rows = new Map(mine.map(({ name }) => [name, { unit: name, cases: 0, rescued: 0, ...NONE }]));
  for (const { county, log } of demoLogs(world, { county: (one) => cities.includes(one.city) })) {
    if (log.ended === null || log.ended < SINCE) continue;
    const row = rows.get(county.name)!;
    row.cases++;
    if (log.pauses.length === 0) continue;
    const { rule, started, stopped, used, verdict } = judge(log, AS_OF);
    const pauses = {
      from: log.pauses.map(({ from }) => from),
      to: log.pauses.map(({ to }) => to),
      reason: log.pauses.map(({ reason }) => reason),
      told: log.pauses.map(() => null),
    };
    const clocks = { ended: log.ended, rule, started, stopped, used, verdict };
    if (auditSuspensions({ ...pauses, ...clocks }, RULES, CALENDAR, BUSINESS_ZONE).some(({ rescued }) => rescued))
      row.rescued++;
  }
  const named = cities.flatMap((city) => {
    const page = mine.filter((county) => county.city === city).map(({ name }) => rows.get(name)!);
    const sum = (pick: 'cases' | 'rescued') => page.reduce((n, row) => n + row[pick], 0);
    const whole = { unit: city, cases: sum('cases'), rescued: sum('rescued'), ...NONE };
    const found = standsOut(page, whole);
    return found === null ? [] : [found.unit];
  });
  return { named, units: mine.length };
}

/** Of `seeds` provinces: in how many the county rescued by suspensions is named, and innocent counties named. */
export function rescuedOfSeeds(first: number, seeds: number, cities: readonly string[]) {
  const { county } = planted.rescuedBySuspension;
  const sum = { seeds, named: 0, wrong: 0, innocent: 0 };
  for (let seed = first; seed < first + seeds; seed++) {
    const { named, units } = namedOf(seed, cities);
    if (named.includes(county)) sum.named++;
    sum.wrong += named.filter((name) => name !== county).length;
    sum.innocent += units - 1;
  }
  return sum;
}
