/**
 * What the flow of cases is counted in. A series is a kind with up to three ids; each of its counts stands at a number of
 * working days (or, where said, at a number of occurrences).
 */
export const FLOW_KINDS = [
  'case', // a: path. An archived case; days: acceptance to end
  'owner', // a: index into OWNERS. Days of the ledger of an archived case
  'department', // a: department or NOBODY, b: index into PHASES. The utility's days of an archived case
  'returns', // an archived case that the utility gave back to an earlier stage; at the number of times
  'rework', // an archived case with repeated activities; at the number of repetitions
  'trips', // an archived case whose customer had to come again; at the number of times
  'paused', // an archived case that was suspended; working days suspended
  'signs', // a: bits of SIGNS. An archived case whose record shows them
  'link', // a: stage, b: stage, c: 1 for a return. A case moved on; days until accepted there
  'wait', // a: department handing over or NOBODY, b: department taking over, c: stage. Arrived to accepted
  'work', // b: department, c: stage. Accepted to finished
  'back', // a, b: departments. A hand-over that returns a case to an earlier stage
  'ping-pong', // a, b: departments. The hand-over that gives a case back to whom it came from
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** No department stands there: a customer, a project, or nothing written. */
export const NOBODY = -1;

/** 待接收, 办理中. */
export const PHASES = ['waiting', 'working'] as const;

/** Signs in a case's record that are worth a check; stored as the bits of their places. */
export const SIGNS = [
  'burst', // several stages by one operator within minutes
  'order', // a later step finished before an earlier one began
  'early-energised', // energised before inspection or acceptance
  'off-hours', // entries on rest days or at night
  'month-end', // several stages finished in the last working days of a month
] as const;
export type Sign = (typeof SIGNS)[number];

export type Series = { kind: FlowKind; a: number; b: number; c: number; grp: number };
