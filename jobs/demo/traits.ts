import type { DemoStep, Traits } from './case.ts';
import { drawFirms } from './firms.ts';
import type { Kind } from './kind.ts';
import type { County } from './province.ts';
import type { Random } from './random.ts';

const LEVELS = { 一级: 1, 二级: 5, 临时性: 2 } as const;

export function drawTraits(county: County, kind: Kind, steps: readonly DemoStep[], random: Random): Traits {
  const business = kind.business.startsWith('低压非居民');
  const built = (name: string) => steps.some((step) => step.name === name);
  return {
    supplies: kind.class === '高压双电源' ? 2 : 1,
    customers: kind.business === '低压居民新装' && random.chance(0.008) ? 10 + Math.floor(190 * random.next()) : 1,
    threeZero: business && kind.capacity <= 120,
    greenChannel: kind.highVoltage && random.chance(0.06),
    importance: kind.important ? random.weighted(LEVELS) : '非重要',
    externalLine: kind.highVoltage ? built('配套工程') : built('客户施工'),
    managers: managersOf(county, kind, steps, random),
    firms: kind.highVoltage ? drawFirms(county, random) : null,
  };
}

/** High voltage has managers of its own; a few cases change hands half-way. */
function managersOf(county: County, kind: Kind, steps: readonly DemoStep[], random: Random): Traits['managers'] {
  const team = kind.highVoltage ? ['高经1', '高经2', '高经3'] : ['客经1', '客经2', '客经3', '客经4', '客经5', '客经6'];
  const name = () => `${county.code}-${random.pick(team)}`;
  const first = { name: name(), from: -Infinity };
  if (!random.chance(0.05)) return [first];
  return [first, { name: name(), from: steps[Math.floor(steps.length / 2)]!.arrived }];
}
