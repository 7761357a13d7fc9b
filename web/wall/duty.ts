import type { DutyReply } from '../../api/contract/duty.ts';

export type Stage = DutyReply['stages'][number];
export const STATUS_FIGURES = [
  ['overdue', 'overdue'],
  ['at-risk', 'atRisk'],
  ['running', 'running'],
  ['paused', 'paused'],
  ['undecidable', 'undecidable'],
] as const;

/** Room for bands and rows between the table's head and the stages' strip, u; less where a banner stands. */
export const tableRoom = (banner: boolean): number => 606 - (banner ? 64 : 0);

/** Limits of a stage in short: the different values from low to high voltage, `3 / 8 / 20 / 45`. */
export function limitsText(stage: Stage): string {
  const values = stage.limits.map((limit) => limit.value);
  return [...new Set(values)].sort((a, b) => a - b).join(' / ');
}

/** Stages that have a limit, in process order; the wall has room for so many. */
export const shownStages = (stages: Stage[]): Stage[] => stages.filter((stage) => stage.limits.length > 0).slice(0, 7);

/** Shape and tint of a group's band and rows. */
export const SHAPES: Record<string, string> = {
  overdue: 'overdue',
  today: 'at-risk',
  tomorrow: 'at-risk',
  unverified: 'unverified',
};

/** Business type and customer class in one cell; the class once where the type names it already. */
export const kindText = (business: string, customerClass: string): string =>
  business.includes(customerClass) ? business : [business, customerClass].filter(Boolean).join('·');
