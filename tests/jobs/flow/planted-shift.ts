import planted from '../../../jobs/demo/planted.json' with { type: 'json' };
import { findShifts } from '../../../jobs/statistics/shifts.ts';
import { monthText } from '../../../sql/piece.ts';
import { demoLogs, demoWorld } from '../demo/logs.ts';
import { cellsOf, monthAt } from './cells.ts';

/** What the findings say of the high-voltage cases of one seed's demo province, city by city. */
export function shiftsOfSeed(seed: number) {
  const world = demoWorld('city', seed);
  const cells = cellsOf(highVoltage());
  const found = findShifts(cells).map((shift) => ({ ...shift, since: monthText(monthAt(shift.since)) }));
  const cities = new Set(world.counties.map((county) => county.city));
  const named = new Set(found.map((shift) => shift.cell.unit));
  const slow = planted.slowAcceptance.city;
  return {
    found,
    planted: found.find(({ cell, phase }) => cell.unit === slow && cell.stage === 'completion' && phase === 'waiting'),
    innocent: cities.size - 1,
    wrong: [...named].filter((unit) => unit !== slow),
  };

  function* highVoltage() {
    for (const { county, log } of demoLogs(world, { kind: (kind) => kind.highVoltage }))
      yield { unit: county.city, log };
  }
}

/** Of `seeds` provinces: in how many the planted city is named within a month of the truth, and innocent cities named. */
export function shiftsOfSeeds(first: number, seeds: number) {
  const sum = { seeds, named: 0, wrong: 0, innocent: 0 };
  for (let seed = first; seed < first + seeds; seed++) {
    const seen = shiftsOfSeed(seed);
    if (seen.planted && ['2026-01', '2026-02', '2026-03'].includes(seen.planted.since)) sum.named++;
    sum.wrong += seen.wrong.length;
    sum.innocent += seen.innocent;
  }
  return sum;
}
