import type { Instant } from '../../sql/vocabulary.ts';
import type { Seen } from './seen.ts';

/**
 * One case under one rule set, as `case_clock` keeps it: clocks as parallel arrays in the order of the stages, then
 * whole process and utility sum.
 */
export type Judged = {
  /** Index into the rule set's rules; -1 where no limit applies or the source gave it. */
  rule: number[];
  /** A stage, or CUBE.whole or CUBE.utilitySum. */
  stage: number[];
  started: Instant[];
  /** 24:00 of the last day for limits in days. null: no limit, or the case paused before the limit was used up. */
  deadline: (Instant | null)[];
  /** From this instant on the clock is at risk; null like the deadline. */
  riskAt: (Instant | null)[];
  /** null: running. */
  stopped: (Instant | null)[];
  /** In the limit's unit (working days where there is none), to the stop or to `asOf`. */
  used: number[];
  /** In the limit's unit, at least 1 where the deadline is past, else 0. */
  daysOver: number[];
  /** Index into VERDICTS. */
  verdict: number[];
  /** A running clock that counts nothing now: somebody else holds the ball, or the case is suspended. */
  paused: boolean[];
  /** A deadline lies beyond the announced calendar. */
  provisional: boolean;
  /** Of the case as a whole, index into VERDICTS. */
  caseVerdict: number;
  /** Whole process in working days of all owners, to the end or to `asOf`. */
  days: number;
  /** Open, and only customer steps are open. */
  customerOnly: boolean;
  /** Bits of REMARKS. */
  remarks: number;
  /** Some clock is or was past its deadline at `asOf`. */
  late: boolean;
  /** Clocks under way when a month began, and those cut off by an abort; when it was late, and how long connecting took. */
  seen: Seen[];
};
