import { CUBE } from './vocabulary.ts';

/**
 * The clocks with a limit that decide whether a case complies: high voltage by all its assessed stages, low voltage by the
 * whole process, else the utility sum (domain §4); each falls back to the clocks that the rule set does give it.
 */
export function decidingClocks<Clock extends { stage: number }>(
  customerClass: string,
  limited: readonly Clock[],
): readonly Clock[] {
  const inStages = limited.filter((clock) => clock.stage >= 0);
  const whole = limited.filter((clock) => clock.stage === CUBE.whole);
  const sum = limited.filter((clock) => clock.stage === CUBE.utilitySum);
  const order = customerClass.startsWith('hv-')
    ? [inStages, whole, sum]
    : customerClass.startsWith('lv-')
      ? [whole, sum, inStages]
      : [limited];
  return order.find((group) => group.length > 0) ?? [];
}
