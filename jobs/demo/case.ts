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
/** `made` is null where nobody called; what nobody was asked is null. */
export type DemoCallback = {
  due: Local;
  made: Local | null;
  answered: boolean;
  grade: string;
  timeDeviates: boolean | null;
  designated: boolean | null;
};
/** Work sent back at the end of a stay to an earlier step 回退. */
export type DemoReturn = { step: DemoStep; to: string; reason: string };
/** `decided`: when it is known whether the complaint was upheld. */
export type DemoComplaint = {
  number: string;
  made: Local;
  decided: Local;
  channel: string;
  category: string;
  upheld: boolean;
  duplicateOf: string | null;
};
export type DemoFirms = { designer: string; builder: string; supplier: string };

/** What the case list says of a connection beside its kind. */
export type Traits = {
  supplies: number;
  /** Customers of the order 户数; many of a batch. */
  customers: number;
  /** Small low-voltage businesses: zero visits, zero approval, zero investment 三零. */
  threeZero: boolean;
  /** Major projects 绿色通道. */
  greenChannel: boolean;
  importance: '一级' | '二级' | '临时性' | '非重要';
  /** A line outside the customer's premises is built. */
  externalLine: boolean;
  /** Account managers with the moment each takes over, the first from the start. */
  managers: readonly { name: string; from: Local }[];
  /** Who designs, builds and delivers for the customer, of high-voltage cases. */
  firms: DemoFirms | null;
};

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
  traits: Traits;
  accepted: Local;
  steps: DemoStep[];
  suspensions: DemoSuspension[];
  returns: DemoReturn[];
  callback: DemoCallback | null;
  complaints: DemoComplaint[];
  energised: Local | null;
  /** Archived, or aborted where `aborted`. */
  ended: Local;
  aborted: boolean;
};
