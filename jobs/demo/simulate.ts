import { dateText } from '../clock/day.ts';
import type { DemoCallback, DemoCase } from './case.ts';
import { backEnter, rescue } from './causes.ts';
import { complaintsOf } from './complaints.ts';
import { walkHighVoltage, walkLowVoltage } from './flow.ts';
import { Journey } from './journey.ts';
import { drawKind, type Kind } from './kind.ts';
import { DAY_MS, type Local } from './office-time.ts';
import planted from './planted.json' with { type: 'json' };
import type { County } from './province.ts';
import { randomFrom, seedOf, type Random } from './random.ts';
import { sendBack } from './returns.ts';
import { drawTraits } from './traits.ts';
import type { World } from './world.ts';

const CHANNELS = { 网上国网: 78, 柜台: 15, '95598电话': 3, 自助终端: 3, 现场: 1 } as const;
const REASONS = ['客户申请延期', '客户受电工程未完工', '客户资料待补充'] as const;

/** The kind of a county's n-th case of a day, without walking it. */
export function kindOf(world: World, county: County, day: number, n: number): Kind {
  return drawKind(randomFrom(seedOf(world.key.seed, 'kind', county.code, day, n)));
}

/** One case, walked to its end. `stream` is which of several equally likely histories it got. */
export function simulate(world: World, county: County, day: number, n: number, kind: Kind, stream = 0): DemoCase {
  const random = randomFrom(seedOf(world.key.seed, 'walk', county.code, day, n, stream));
  const applied = applicationTime(world, day, random);
  const journey = new Journey(world.office, random, county.code, applied, (on) => world.queue(county, on));
  const reception = journey.utility('业务受理', '客户服务班', 0.03, 0.04);
  const accepted = reception.finished;

  const slow = county.city === planted.slowAcceptance.city;
  const waitFactor = (on: number) => (slow && on >= world.slowSince ? planted.slowAcceptance.waitFactor : 1);
  const outcome = kind.highVoltage ? walkHighVoltage(journey, kind, waitFactor) : walkLowVoltage(journey, kind);
  if (random.chance(kind.highVoltage ? 0.06 : 0.008)) suspendForCustomer(journey, random);
  if (county.name === planted.rescuedBySuspension.county && random.chance(planted.rescuedBySuspension.share))
    rescue(journey, kind, accepted);
  const aside = (what: string) => randomFrom(seedOf(world.key.seed, what, county.code, day, n));
  const returns = sendBack(journey, kind, aside('returns'));
  if (county.name === planted.backEntry.county && random.chance(planted.backEntry.share)) backEnter(journey);

  const energised = outcome.aborted ? null : journey.steps.find((step) => step.name === '送电')!.finished;
  const one = {
    key: caseKey(county, day, n),
    unit: county.code,
    business: kind.business,
    class: kind.class,
    voltage: kind.voltage,
    capacity: kind.capacity,
    channel: random.weighted(CHANNELS),
    industry: kind.industry,
    traits: drawTraits(county, kind, journey.steps, aside('traits')),
    accepted,
    steps: journey.steps,
    suspensions: journey.suspensions,
    returns,
    callback:
      energised === null ? null : asked(callback(world, energised, accepted, kind, random), kind, aside('asked')),
    energised,
    ended: journey.now,
    aborted: outcome.aborted,
  };
  return { ...one, complaints: complaintsOf(world, one, aside('complaints')) };
}

/** Online applications come in at any hour, the others in office hours. */
function applicationTime(world: World, day: number, random: Random): Local {
  const hour = world.office.isWorking(day) && random.chance(0.72) ? 8.5 + 9 * random.next() : 7 + 15.5 * random.next();
  return day * DAY_MS + Math.floor(hour * 3600) * 1000;
}

/** Thirteen digits: day of application, county, number of the day. */
function caseKey(county: County, day: number, n: number): string {
  return `${dateText(day).slice(2).replaceAll('-', '')}${county.code.slice(1)}${String(n + 1).padStart(3, '0')}`;
}

/** The customer asks for a pause in the middle of a step of the company. */
function suspendForCustomer(journey: Journey, random: Random): void {
  const candidates = journey.steps.filter(
    (step) => step.department !== '' && step.finished - step.arrived > 2 * DAY_MS,
  );
  if (candidates.length === 0) return;
  const step = random.pick(candidates);
  const from = step.arrived + Math.floor(((step.finished - step.arrived) * 0.3) / 1000) * 1000;
  const to = Math.min(step.finished, from + DAY_MS * (1 + Math.floor(4 * random.next())));
  journey.suspensions.push({ from, to, reason: random.pick(REASONS) });
}

/** Called back within a few days of energising; long waits make the answers worse. */
function callback(world: World, energised: Local, accepted: Local, kind: Kind, random: Random) {
  const due = world.office.after(energised, 5);
  const made = random.chance(0.93) ? world.office.after(energised, random.around(1.8, 0.6)) : null;
  const answered = made !== null && random.chance(0.68);
  const waited = (energised - accepted) / DAY_MS;
  const bother = Math.min(6, waited / (kind.highVoltage ? 90 : 5));
  const grade = random.weighted({
    非常满意: 70,
    满意: 19,
    一般: 0.8 + 0.5 * bother,
    不满意: 0.3 + 0.35 * bother,
    非常不满意: 0.08 + 0.1 * bother,
    不评价: 26,
  });
  return { due, made, answered, grade: answered ? grade : '' };
}

/** What the caller asks beside the grade: whether the recorded times are right, and whether a firm was named to the customer. */
function asked(call: Omit<DemoCallback, 'timeDeviates' | 'designated'>, kind: Kind, random: Random): DemoCallback {
  const [timeDeviates, designated] = [random.chance(0.012), kind.highVoltage && random.chance(0.03)];
  return call.answered ? { ...call, timeDeviates, designated } : { ...call, timeDeviates: null, designated: null };
}
