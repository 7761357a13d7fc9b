import type { Random } from './random.ts';

/** What is applied for, and by whom. */
export type Kind = {
  business: string;
  class: '低压居民' | '低压非居民' | '高压单电源' | '高压双电源';
  voltage: string;
  capacity: number;
  industry: string;
  highVoltage: boolean;
  /** Important customers and special loads: their designs are reviewed and their works inspected half-way. */
  important: boolean;
};

const BUSINESS = {
  低压居民新装: 55,
  低压非居民新装: 16,
  充电桩: 12,
  低压居民增容: 4,
  低压非居民增容: 4.5,
  装表临时用电: 4,
  分布式电源: 2.5,
  高压新装: 1.3,
  高压增容: 0.7,
} as const;

const INDUSTRIES = ['商业', '制造业', '建筑业', '农业', '交通运输', '公共服务'] as const;

export function drawKind(random: Random): Kind {
  const business = random.weighted(BUSINESS);
  const highVoltage = business.startsWith('高压');
  if (!highVoltage) {
    const resident =
      business.startsWith('低压居民') || business === '充电桩' || (business === '分布式电源' && random.chance(0.6));
    const capacity = resident ? random.pick([7, 8, 12, 16]) : random.pick([20, 30, 50, 80, 120, 160]);
    return {
      business,
      class: resident ? '低压居民' : '低压非居民',
      voltage: resident ? '220V' : '380V',
      capacity,
      industry: resident ? '居民生活' : random.pick(INDUSTRIES),
      highVoltage,
      important: false,
    };
  }
  const dual = random.chance(0.16);
  return {
    business,
    class: dual ? '高压双电源' : '高压单电源',
    voltage: random.chance(0.92) ? '10kV' : '35kV',
    capacity: random.pick([315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 3150]),
    industry: random.pick(INDUSTRIES),
    highVoltage,
    important: random.chance(dual ? 0.6 : 0.2),
  };
}
