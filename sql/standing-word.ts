import { STATUSES, type Status } from './vocabulary.ts';

/**
 * How an open case stands in one number, the days of its entry in pages and cube: its status, and what of it is past its
 * deadline or was finished late.
 */
export type Standing = {
  status: Status;
  /** A clock of a stage is past its deadline; one of the whole process, a sum or a segment. */
  stage: boolean;
  whole: boolean;
  /** A stage was finished late. */
  earlier: boolean;
  /** A deadline lies beyond the announced calendar. */
  provisional: boolean;
};

export const standingWord = ({ status, stage, whole, earlier, provisional }: Standing): number =>
  STATUSES.indexOf(status) + Number(stage) * 8 + Number(whole) * 16 + Number(earlier) * 32 + Number(provisional) * 64;

export const standingOf = (word: number): Standing => ({
  status: STATUSES[word & 7]!,
  stage: (word & 8) !== 0,
  whole: (word & 16) !== 0,
  earlier: (word & 32) !== 0,
  provisional: (word & 64) !== 0,
});
