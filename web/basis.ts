import type { OpenStockReply } from '../api/contract/open-stock.ts';

/** What the figures of a reply are about: stands beside every reply of the API. */
export type Basis = OpenStockReply['basis'];
