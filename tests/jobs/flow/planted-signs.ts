import planted from '../../../jobs/demo/planted.json' with { type: 'json' };
import { assess } from '../../../jobs/statistics/reliability.ts';
import { SIGNS } from '../../../sql/flow.ts';
import { demoLogs, demoWorld } from '../demo/logs.ts';
import { demoFlow } from './cells.ts';

/** Which counties of one seed's small demo province are to be checked, over its last twelve months. */
export function checkedOfSeed(seed: number) {
  const world = demoWorld('county', seed);
  const { read } = demoFlow();
  const units = new Map(world.counties.map(({ name }) => [name, { name, n: 0, signs: SIGNS.map(() => 0), paused: 0 }]));
  const since = Date.UTC(2025, 9, 21) * 1000;
  for (const { county, log } of demoLogs(world, {})) {
    if (log.ended === null || log.ended < since) continue;
    const unit = units.get(county.name)!;
    for (const { kind, a } of read(log)) {
      if (kind === 'case') unit.n++;
      else if (kind === 'paused') unit.paused++;
      else if (kind === 'signs') SIGNS.forEach((_, place) => a & (1 << place) && unit.signs[place]!++);
    }
  }
  const all = [...units.values()];
  const checked = assess(all).flatMap(({ unit, check }) => (check ? [unit.name] : []));
  return { checked, innocent: all.length - 1, planted: planted.backEntry.county, units: all };
}

/** Of `seeds` provinces: in how many the county that enters its steps together is named, and innocent counties named. */
export function checkedOfSeeds(first: number, seeds: number) {
  const sum = { seeds, named: 0, wrong: 0, innocent: 0 };
  for (let seed = first; seed < first + seeds; seed++) {
    const { checked, planted, innocent } = checkedOfSeed(seed);
    if (checked.includes(planted)) sum.named++;
    sum.wrong += checked.filter((name) => name !== planted).length;
    sum.innocent += innocent;
  }
  return sum;
}
