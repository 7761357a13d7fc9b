import type { SatisfactionWaitReply } from '../../../api/contract/satisfaction-wait.ts';
import { LEAST_OPINIONS } from '../least-opinions.ts';

export type Wait = SatisfactionWaitReply['waits'][number];

/** The shortest and the longest wait of enough opinions whose ranges of chance do not overlap, the longer lower; else null. */
export function apart(waits: readonly Wait[]): { short: Wait; long: Wait } | null {
  const enough = waits.filter(({ n }) => n >= LEAST_OPINIONS);
  const [short, long] = [enough[0], enough.at(-1)];
  return short && long && long.high! < short.low! ? { short, long } : null;
}
