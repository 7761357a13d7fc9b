/** Where a test may end the process or let it fail; the tests of faults go through all of them. */
export const IMPORT_POINTS = [
  'hashed',
  'read',
  'locked',
  'units',
  'page',
  'cases',
  'noted',
  'merged',
  'recorded',
  'published',
  'committed',
  'kept',
] as const;
export const WITHDRAW_POINTS = ['withdraw-read', 'withdraw-reread', 'withdraw-derived', 'withdraw-published'] as const;
export const REPLAY_POINTS = ['replay-read', 'replay-merged', 'replayed'] as const;

export type FailpointName =
  (typeof IMPORT_POINTS)[number] | (typeof WITHDRAW_POINTS)[number] | (typeof REPLAY_POINTS)[number];
export type Failpoint = (name: FailpointName) => void | Promise<void>;
