import type { Journey, Team } from '../journey.ts';

/** A step of the company waits and is worked on (working days); one of others takes calendar days. */
type Planned = { name: string; team: Team; wait: number; work: number } | { name: string; days: number };

const by = (name: string, team: Team, wait: number, work: number): Planned => ({ name, team, wait, work });
const others = (name: string, days: number): Planned => ({ name, days });

const ENDING = [
  by('签订合同', '营销部', 0.1, 0.15),
  by('装表', '装接班', 0.5, 0.2),
  by('送电', '装接班', 0.1, 0.1),
  by('信息归档', '客户服务班', 0.3, 0.05),
];
const ACCEPTED = by('业务受理', '客户服务班', 0.03, 0.04);
const LOW: readonly Planned[] = [
  ACCEPTED,
  by('现场勘查', '客户服务班', 0.25, 0.15),
  by('拟定供电方案', '发展部', 0.2, 0.25),
  by('答复供电方案', '客户服务班', 0.1, 0.1),
  ...ENDING,
];
const REVIEW = [by('设计文件受理', '客户服务班', 0.02, 0.03), by('设计文件审核', '发展部', 1.6, 3)];
const INSPECTION = [by('竣工报验', '客户服务班', 0.01, 0.02), by('竣工验收', '用电检查班', 1.1, 1.1)];
const HIGH: readonly Planned[] = [
  ACCEPTED,
  by('现场勘查', '客户服务班', 0.8, 0.6),
  by('拟定供电方案', '发展部', 1.2, 2.6),
  by('审批', '发展部', 0.7, 0.9),
  by('答复供电方案', '客户服务班', 0.3, 0.3),
  others('业务收费', 4),
  others('客户设计', 16),
  ...REVIEW,
  others('客户设计', 5), // sent back
  ...REVIEW,
  others('配套工程', 18),
  others('客户施工', 30),
  by('中间检查受理', '客户服务班', 0.02, 0.03),
  by('中间检查', '用电检查班', 0.9, 0.7),
  ...INSPECTION,
  others('客户整改', 6),
  ...INSPECTION,
  ...ENDING,
];

/** Walks a case; `fate` in [0, 1) says whether and where it is aborted. Returns whether it was. */
export function walk(journey: Journey, highVoltage: boolean, fate: number): boolean {
  const plan = highVoltage ? HIGH : LOW;
  const aborted = fate < (highVoltage ? 0.06 : 0.01);
  for (const step of aborted ? plan.slice(0, highVoltage ? 6 : 4) : plan) {
    if ('days' in step) journey.others(step.name, step.days);
    else journey.utility(step.name, step.team, step.wait, step.work);
  }
  return aborted;
}
