import type { Local } from './office-time.ts';

/** One step's stay; customers' and grid-project steps have no department. */
export type DemoStep = {
  name: string;
  arrived: Local;
  started: Local;
  finished: Local;
  operator: string;
  department: string;
};

export type DemoSuspension = { from: Local; to: Local; reason: string };
/** `made` is null where nobody called. */
export type DemoCallback = { due: Local; made: Local | null; answered: boolean; grade: string };

/** One case from acceptance to archive, as it will have happened. */
export type DemoCase = {
  key: string;
  unit: string;
  business: string;
  class: string;
  voltage: string;
  capacity: number;
  channel: string;
  industry: string;
  accepted: Local;
  steps: DemoStep[];
  suspensions: DemoSuspension[];
  callback: DemoCallback | null;
  energised: Local | null;
  /** Archived, or aborted where `aborted`. */
  ended: Local;
  aborted: boolean;
};
