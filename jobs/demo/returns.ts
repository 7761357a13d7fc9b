import type { DemoReturn, DemoStep } from './case.ts';
import type { Journey } from './journey.ts';
import type { Kind } from './kind.ts';
import type { OfficeTime } from './office-time.ts';
import type { Random } from './random.ts';

/** Work shorter than this share of an office day is not taken apart. */
const LEAST = 0.02;

/**
 * Sends some work back to the step before it, which is then done again. It all happens within the time the work took
 * anyway, so that no stage and no case takes longer than without it. A failed inspection is a return as well.
 */
export function sendBack(journey: Journey, kind: Kind, random: Random): DemoReturn[] {
  const returns: DemoReturn[] = [];
  const [from, share, reason] = kind.highVoltage
    ? ['审批', 0.07, '供电方案内容不完整']
    : kind.class === '低压非居民'
      ? ['拟定供电方案', 0.03, '勘查资料不全']
      : ['答复供电方案', 0.01, '勘查资料不全'];
  const back = journey.steps.findIndex((step) => step.name === from);
  if (random.chance(share as number) && back > 0) {
    const again = takeApart(journey.steps[back - 1]!, journey.steps[back]!, journey.office);
    if (again !== null) {
      journey.steps.splice(back, 1, ...again);
      returns.push({ step: again[0], to: again[1].name, reason: reason as string });
    }
  }
  journey.steps.forEach((step, i) => {
    const before = journey.steps[i - 1];
    if (step.name === '客户整改' && before !== undefined)
      returns.push({ step: before, to: step.name, reason: '竣工检验不合格' });
  });
  return returns;
}

/** The stay `work` as: begun and sent back, the step before it again, and the work again, finished when it was. */
function takeApart(before: DemoStep, work: DemoStep, office: OfficeTime): [DemoStep, DemoStep, DemoStep] | null {
  const [start, end] = [office.at(work.started), office.at(work.finished)];
  if (end - start < LEAST) return null;
  const at = (share: number) =>
    Math.min(work.finished, Math.max(work.started, office.local(start + share * (end - start))));
  const [sentBack, begun, done, again] = [at(0.35), at(0.4), at(0.6), at(0.7)];
  return [
    { ...work, finished: sentBack },
    { ...before, arrived: sentBack, started: begun, finished: done },
    { ...work, arrived: done, started: again },
  ];
}
