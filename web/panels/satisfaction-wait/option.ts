import type { SatisfactionWaitReply } from '../../../api/contract/satisfaction-wait.ts';

export type Wait = SatisfactionWaitReply['waits'][number];

/** The shortest and the longest wait of enough opinions whose ranges of chance do not overlap, the longer lower; else null. */
export function apart(waits: readonly Wait[], minimum: number): { short: Wait; long: Wait } | null {
  const enough = waits.filter(({ n }) => n >= minimum);
  const [short, long] = [enough[0], enough.at(-1)];
  return short && long && long.high! < short.low! ? { short, long } : null;
}
