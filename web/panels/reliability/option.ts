import type { ReliabilityReply } from '../../../api/contract/reliability.ts';

type Unit = ReliabilityReply['units'][number];

/** Units to be checked first, the others as they came: nothing else is told from their order. */
export function ordered(units: readonly Unit[]): Unit[] {
  return [...units.filter((unit) => unit.check), ...units.filter((unit) => !unit.check)];
}
