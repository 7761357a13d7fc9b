import type { SatisfactionWaitReply } from '../../../api/contract/satisfaction-wait.ts';

export type Wait = SatisfactionWaitReply['waits'][number];

/** Fewer opinions than this are too few to compare. */
export const LEAST = 50;

/** The shortest and the longest wait of enough opinions whose ranges of chance do not overlap, the longer lower; else null. */
export function apart(waits: readonly Wait[]): { short: Wait; long: Wait } | null {
  const enough = waits.filter(({ n }) => n >= LEAST);
  const [short, long] = [enough[0], enough.at(-1)];
  return short && long && long.high! < short.low! ? { short, long } : null;
}
