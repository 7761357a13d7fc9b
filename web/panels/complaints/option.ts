import type { ComplaintsReply } from '../../../api/contract/complaints.ts';

/** Fewer customers than this tell no rate. */
export const LEAST = 50;

type Counted = Pick<ComplaintsReply, 'first' | 'unlinked' | 'customers'>;

/** Complaints per 10,000 customers of the cases archived in the period; null where these are too few. */
export const perTenThousand = ({ first, unlinked, customers }: Counted): number | null =>
  customers < LEAST ? null : ((first + unlinked) / customers) * 10_000;
