import type { OpenStockReply } from '../../../api/contract/open-stock.ts';
import type { Status } from '../../marks/status.ts';

type Counts = Pick<OpenStockReply, 'overdue' | 'atRisk' | 'running' | 'paused' | 'undecidable'>;

export const countOf = (data: Counts, status: Status): number => (status === 'at-risk' ? data.atRisk : data[status]);
