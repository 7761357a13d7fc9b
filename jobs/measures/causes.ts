import type { Words } from './measure.ts';

/** A cause of lateness 超期原因, valid for explanations given from a day to a day, both included; null: open. */
export type Cause = { code: string; name: Words; from: string | null; to: string | null };

/** The list as shipped; a code that is no longer given stays here with its last day. */
export const CAUSES: readonly Cause[] = [
  { code: 'utility', name: { zh: '供电企业原因', en: 'utility' }, from: null, to: null },
  { code: 'customer', name: { zh: '客户原因', en: 'customer' }, from: null, to: null },
  { code: 'government', name: { zh: '政府审批', en: 'government' }, from: null, to: null },
  { code: 'grid-project', name: { zh: '电网配套工程', en: 'grid project' }, from: null, to: null },
  { code: 'force-majeure', name: { zh: '不可抗力', en: 'force majeure' }, from: null, to: null },
  { code: 'wrong-record', name: { zh: '记录有误', en: 'wrong record' }, from: null, to: null },
];

/** The causes that may be given on a day, YYYY-MM-DD. */
export const causesOn = (day: string): Cause[] =>
  CAUSES.filter(({ from, to }) => (from === null || from <= day) && (to === null || to >= day));
