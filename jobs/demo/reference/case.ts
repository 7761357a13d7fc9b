import type { DemoCallback, DemoCase } from '../case.ts';
import { Journey } from '../journey.ts';
import { DAY_MS } from '../office-time.ts';
import { randomFrom, type Random } from '../random.ts';
import { walk } from './walk.ts';
import type { ReferenceWorld } from './world.ts';

const HIGH_VOLTAGE = 0.02;
const CHANNELS = ['网上国网', '网上国网', '网上国网', '网上国网', '柜台'] as const;
const GRADES = ['非常满意', '非常满意', '非常满意', '满意', '不评价', '一般'] as const;
const INDUSTRIES = ['商业', '制造业', '建筑业', '农业', '公共服务'] as const;
const REASONS = ['客户申请延期', '客户受电工程未完工', '客户资料待补充'] as const;
const LOW = [
  { class: '低压居民', business: '低压居民新装', share: 0.62 },
  { class: '低压居民', business: '充电桩', share: 0.75 },
  { class: '低压非居民', business: '低压非居民新装', share: 0.95 },
  { class: '低压非居民', business: '低压非居民增容', share: 1 },
] as const;

/** Whether the i-th case is one of the few that may stay open for months. */
export const isLong = (world: ReferenceWorld, index: number): boolean => streamOf(world, index).next() < HIGH_VOLTAGE;

/** The i-th case from application to archive; 8 steps, 25 in high voltage. It depends on nothing but seed and index. */
export function referenceCase(world: ReferenceWorld, index: number): DemoCase {
  const random = streamOf(world, index);
  const highVoltage = random.next() < HIGH_VOLTAGE;
  const station = world.stations[Math.floor(world.stations.length * random.next() ** 1.4)]!;
  // Some stations are slower than others, by up to a third.
  const queue = 0.8 + ((Math.imul(Number(station.code), 0x9e3779b1) >>> 16) % 64) / 120;
  const dual = random.chance(0.16);
  const draw = random.next();
  const low = LOW.find(({ share }) => draw < share)!;
  const journey = new Journey(world.office, random, station.code, world.applied(index), () => queue);
  const aborted = walk(journey, highVoltage, random.next());
  const accepted = journey.steps[0]!.finished;
  const energised = journey.steps.find((step) => step.name === '送电')?.finished ?? null;
  if (random.chance(highVoltage ? 0.06 : 0.008)) suspend(journey, random);
  return {
    key: String(3_000_000_000_000 + index),
    unit: station.code,
    business: highVoltage ? (dual ? '高压增容' : '高压新装') : low.business,
    class: highVoltage ? (dual ? '高压双电源' : '高压单电源') : low.class,
    voltage: highVoltage ? '10kV' : low.class === '低压居民' ? '220V' : '380V',
    capacity: highVoltage ? 315 * (1 + (index % 8)) : 8 * (1 + (index % 10)),
    channel: random.pick(CHANNELS),
    industry: low.class === '低压居民' && !highVoltage ? '居民生活' : random.pick(INDUSTRIES),
    traits: {
      supplies: highVoltage && dual ? 2 : 1,
      customers: 1,
      threeZero: !highVoltage && low.class === '低压非居民',
      greenChannel: highVoltage && index % 16 === 0,
      importance: highVoltage && index % 9 === 0 ? '二级' : '非重要',
      externalLine: highVoltage,
      managers: [{ name: `${station.county}-客经${1 + (index % 6)}`, from: -Infinity }],
      firms: null,
    },
    accepted,
    steps: journey.steps,
    suspensions: journey.suspensions,
    returns: [],
    complaints: [],
    callback: energised === null ? null : callback(world, energised, random),
    energised,
    ended: journey.now,
    aborted,
  };
}

/** Neighbouring indices give unlike streams: the seed is mixed before its first draw. */
const streamOf = ({ key }: ReferenceWorld, index: number): Random =>
  randomFrom(Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(key.seed + 1, 0x85ebca6b));

function suspend(journey: Journey, random: Random): void {
  const step = journey.steps.findLast(({ department, arrived, finished }) => department !== '' && finished > arrived);
  if (step === undefined) return;
  const from = step.arrived + Math.floor((step.finished - step.arrived) / 3_000) * 1_000;
  journey.suspensions.push({ from, to: Math.min(step.finished, from + DAY_MS), reason: random.pick(REASONS) });
}

function callback(world: ReferenceWorld, energised: number, random: Random): DemoCallback {
  const due = world.office.after(energised, 5);
  const made = random.chance(0.93) ? world.office.after(energised, random.around(1.8, 0.6)) : null;
  const answered = made !== null && random.chance(0.68);
  const grade = answered ? random.pick(GRADES) : '';
  return { due, made, answered, grade, timeDeviates: null, designated: null };
}
