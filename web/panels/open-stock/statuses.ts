import type { OpenStockReply } from '../../../api/contract/open-stock.ts';
import type { Status } from '../../marks/status.ts';

type Counts = Pick<OpenStockReply, 'overdue' | 'atRisk' | 'running' | 'paused' | 'undecidable'>;

export const countOf = (data: Counts, status: Status): number => (status === 'at-risk' ? data.atRisk : data[status]);

/** Days the stock would take at the present pace; null where it does not shrink or nothing is known of the pace. */
export function clearance(total: number, pace: OpenStockReply['pace']): number | null {
  const net = pace.ended - pace.applied;
  return pace.workingDays > 0 && net > 0 ? Math.ceil(total / net) : null;
}
