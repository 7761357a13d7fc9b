import { pieceOf } from '../../sql/piece.ts';
import { standingWord } from '../../sql/standing-word.ts';
import {
  CASE_STATES,
  CUBE,
  MOST_SEEN,
  RUNNING,
  VERDICTS,
  type DayNumber,
  type Instant,
  type Piece,
  type Status,
} from '../../sql/vocabulary.ts';
import type { FiledClocks, StandingClocks } from '../../sql/write/clocks.ts';
import { civilOf, dayOf } from '../clock/day.ts';
import { wordOf, type Word } from './word.ts';

/** Where a clock is filed, and as what. */
export type Entry = { piece: Piece; word: Word };

const NO_LIMIT = VERDICTS.indexOf('no-limit');
const OVERDUE = VERDICTS.indexOf('overdue');
const ARCHIVED = CASE_STATES.indexOf('archived');
const ABORTED = CASE_STATES.indexOf('aborted');

/** The piece an instant lies in and its day of the month. */
export type FiledAt = (at: Instant) => { piece: Piece; ofMonth: number };

/** Days are cut in `zone`. */
export function filedAt(zone: string): FiledAt {
  const known = new Map<DayNumber, ReturnType<FiledAt>>();
  return (at) => {
    const day = dayOf(at, zone);
    let found = known.get(day);
    if (found === undefined) {
      const { year, month, day: ofMonth } = civilOf(day);
      known.set(day, (found = { piece: pieceOf(year, month, ofMonth), ofMonth }));
    }
    return found;
  };
}

/** The piece alone. */
export function pieceReader(zone: string): (at: Instant) => Piece {
  const at = filedAt(zone);
  return (instant) => at(instant).piece;
}

/**
 * A case's entries in pages and cube, in the order of their words: its application, every stopped clock in the piece of its
 * stop, its end (of an archived case with its verdict and days, of an aborted one without), the clocks seen under way, how
 * long connecting took, and its callbacks.
 */
export function entriesOf(clocks: FiledClocks, at: FiledAt): Entry[] {
  const { grp, stage, stopped, used, verdict, opened, ended, state } = clocks;
  const entries: Entry[] = [];
  const file = (when: Instant, as: number, days: number, says: number) =>
    entries.push({ piece: at(when).piece, word: wordOf(as, grp, days, says) });
  const applied = Math.min(opened, ended ?? opened);
  file(applied, CUBE.applied, at(applied).ofMonth, NO_LIMIT);
  for (let i = 0; i < stage.length; i++) {
    const stop = stopped[i];
    if (stop != null) file(stop, stage[i]!, used[i]!, verdict[i]!);
  }
  if (ended !== null) {
    file(ended, CUBE.ended, at(ended).ofMonth, NO_LIMIT);
    if (state === ARCHIVED) file(ended, CUBE.case, clocks.days, clocks.case_verdict);
    if (state === ABORTED) file(ended, CUBE.aborted, 0, NO_LIMIT);
  }
  clocks.seen_stage?.forEach((seen, i) => file(clocks.seen_at![i]!, seen, clocks.seen_days![i]!, NO_LIMIT));
  return entries.sort((a, b) => a.word - b.word);
}

/** What is filed of a case that is open at `asOf`, in the piece NOW: how it stands, and its running clocks. */
export function standingEntries(row: StandingClocks, asOf: Instant): Word[] {
  const { grp, stage, stopped, deadline, days_over: daysOver } = row;
  const words: Word[] = [];
  const past = { stage: false, whole: false, earlier: false };
  for (let i = 0; i < stage.length; i++) {
    const ofStage = stage[i]! >= 0;
    if (stopped[i] !== null) {
      past.earlier ||= ofStage && daysOver[i]! > 0;
      continue;
    }
    const over = deadline[i] !== null && deadline[i]! <= asOf;
    if (over) past[ofStage ? 'stage' : 'whole'] = true;
    if (stage[i]! <= MOST_SEEN) words.push(wordOf(RUNNING + stage[i]!, grp, 0, over ? OVERDUE : NO_LIMIT));
  }
  const word = standingWord({ status: statusOf(row, asOf), ...past, provisional: row.provisional });
  words.push(wordOf(CUBE.open, grp, word, NO_LIMIT));
  return words;
}

/** Status of an open case, the first that applies (design §5, *Open*), as `status` of sql/status.ts says it of a stored row. */
function statusOf(row: StandingClocks, asOf: Instant): Status {
  if (row.due !== null && row.due <= asOf) return 'overdue';
  if (row.risk !== null && row.risk <= asOf) return 'at-risk';
  if (row.runs) return 'running';
  if (row.halted || row.customer_only) return 'paused';
  return row.unsure ? 'undecidable' : 'running';
}
