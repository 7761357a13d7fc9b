import type { Journey } from './journey.ts';
import type { Kind } from './kind.ts';
import { dayOfLocal } from './office-time.ts';

/** Waits and work are medians in working days, customers' times in calendar days. Each flow stops where a case is aborted. */
type Outcome = { aborted: boolean };

const DONE: Outcome = { aborted: false };
const ABORTED: Outcome = { aborted: true };

export function walkLowVoltage(journey: Journey, kind: Kind): Outcome {
  const { random } = journey;
  const resident = kind.class === '低压居民';
  journey.utility('现场勘查', '客户服务班', resident ? 0.22 : 0.3, 0.12);
  if (!resident) journey.utility('拟定供电方案', '发展部', 0.25, 0.35);
  journey.utility('答复供电方案', '客户服务班', 0.1, resident ? 0.1 : 0.15);
  if (random.chance(0.011)) return ABORTED;
  if (!resident && random.chance(0.16)) {
    journey.others('客户施工', 9);
    journey.utility('竣工报验', '客户服务班', 0.01, 0.02);
    journey.utility('竣工验收', '用电检查班', 0.5, 0.4);
  }
  journey.utility('签订合同', '营销部', 0.05, 0.08);
  journey.utility('装表', '装接班', resident ? 0.42 : 0.55, 0.15);
  journey.utility('送电', '装接班', 0.04, 0.06);
  journey.utility('信息归档', '客户服务班', 0.3, 0.05);
  return DONE;
}

/** `waitFactor`: how much longer completion inspections wait to be accepted from a day on. */
export function walkHighVoltage(journey: Journey, kind: Kind, waitFactor: (day: number) => number): Outcome {
  const { random } = journey;
  const dual = kind.class === '高压双电源' ? 1.7 : 1;
  journey.utility('现场勘查', '客户服务班', 0.8, 0.6);
  journey.utility('拟定供电方案', '发展部', 1.2, 2.6 * dual);
  journey.utility('审批', '发展部', 0.7, 0.9 * dual);
  journey.utility('答复供电方案', '客户服务班', 0.3, 0.3);
  if (random.chance(0.05)) return ABORTED;
  if (dual > 1 || random.chance(0.3)) journey.others('业务收费', 4);
  journey.others('客户设计', 16);
  if (kind.important) {
    journey.utility('设计文件受理', '客户服务班', 0.02, 0.03);
    journey.utility('设计文件审核', '发展部', 2.2, 5);
  }
  if (random.chance(0.03)) return ABORTED;
  if (random.chance(0.22)) journey.others('配套工程', 24);
  journey.others('客户施工', 42);
  if (kind.important) {
    journey.utility('中间检查受理', '客户服务班', 0.02, 0.03);
    journey.utility('中间检查', '用电检查班', 0.9, 0.7);
    journey.others('客户施工', 18);
  }
  inspect(journey, waitFactor);
  if (random.chance(0.14)) {
    journey.others('客户整改', 6);
    inspect(journey, waitFactor);
  }
  journey.utility('签订合同', '营销部', 0.3, 0.3);
  journey.utility('装表', '装接班', 0.9, 0.5);
  journey.utility('送电', '装接班', 0.3, 0.3);
  journey.utility('信息归档', '客户服务班', 0.5, 0.1);
  return DONE;
}

function inspect(journey: Journey, waitFactor: (day: number) => number): void {
  journey.utility('竣工报验', '客户服务班', 0.01, 0.02);
  journey.utility('竣工验收', '用电检查班', 1.1, 1.1, waitFactor(dayOfLocal(journey.now)));
}
