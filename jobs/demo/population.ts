import type { DemoCase } from './case.ts';
import type { Kind } from './kind.ts';
import { DAY_MS, type Local } from './office-time.ts';
import planted from './planted.json' with { type: 'json' };
import type { County } from './province.ts';
import { kindOf, simulate } from './simulate.ts';
import type { World } from './world.ts';

/** Low-voltage cases are over within this many days of their application. */
const LOW_VOLTAGE_DAYS = 120;

/** Every case of the world applied for from `firstDay` to `lastDay`, county by county; or those of some kinds. */
export function* casesOf(
  world: World,
  firstDay: number,
  lastDay: number,
  wanted: (kind: Kind) => boolean = () => true,
): Generator<DemoCase> {
  for (const county of world.counties) {
    const stream = county.name === planted.unlucky.county ? unluckyStream(world, county) : 0;
    for (let day = Math.max(firstDay, world.fromDay); day <= lastDay; day++) {
      const count = world.arrivals(county, day);
      for (let n = 0; n < count; n++) {
        const kind = kindOf(world, county, day, n);
        if (wanted(kind)) yield simulate(world, county, day, n, kind, kind.highVoltage ? stream : 0);
      }
    }
  }
}

/** The cases that can still change on a day: young ones, and high-voltage ones of any age. */
export function* casesAlive(world: World, day: number): Generator<DemoCase> {
  const start: Local = day * DAY_MS;
  for (const county of world.counties) {
    const stream = county.name === planted.unlucky.county ? unluckyStream(world, county) : 0;
    for (let applied = world.fromDay; applied <= day; applied++) {
      const count = world.arrivals(county, applied);
      for (let n = 0; n < count; n++) {
        const kind = kindOf(world, county, applied, n);
        if (!kind.highVoltage && day - applied > LOW_VOLTAGE_DAYS) continue;
        const one = simulate(world, county, applied, n, kind, kind.highVoltage ? stream : 0);
        if (one.ended >= start - 30 * DAY_MS) yield one;
      }
    }
  }
}

/** Of several equally likely histories of a small county, the one with most late high-voltage inspections. */
function unluckyStream(world: World, county: County): number {
  const last = Math.floor(Date.parse(`${world.key.until}T00:00:00Z`) / DAY_MS);
  let worst = { stream: 0, late: -1 };
  for (let stream = 0; stream < planted.unlucky.streams; stream++) {
    let late = 0;
    for (let day = world.fromDay; day <= last; day++) {
      for (let n = world.arrivals(county, day) - 1; n >= 0; n--) {
        const kind = kindOf(world, county, day, n);
        if (kind.highVoltage && isLate(world, simulate(world, county, day, n, kind, stream))) late++;
      }
    }
    if (late > worst.late) worst = { stream, late };
  }
  return worst.stream;
}

function isLate(world: World, one: DemoCase): boolean {
  const reported = one.steps.find((step) => step.name === '竣工报验')?.arrived;
  const inspected = one.steps.find((step) => step.name === '竣工验收')?.finished;
  return (
    reported !== undefined && inspected !== undefined && world.office.at(inspected) - world.office.at(reported) > 7
  );
}
