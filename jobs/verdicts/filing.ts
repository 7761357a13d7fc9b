import { pieceOf } from '../../sql/piece.ts';
import { CASE_STATES, CUBE, VERDICTS, type DayNumber, type Instant, type Piece } from '../../sql/vocabulary.ts';
import type { FiledClocks } from '../../sql/write/clocks.ts';
import { civilOf, dayOf } from '../clock/day.ts';
import { wordOf, type Word } from './word.ts';

/** Where a clock is filed, and as what. */
export type Entry = { piece: Piece; word: Word };

const NO_LIMIT = VERDICTS.indexOf('no-limit');
const ARCHIVED = CASE_STATES.indexOf('archived');
const ABORTED = CASE_STATES.indexOf('aborted');

/** The piece an instant lies in, days cut in `zone`. */
export function pieceReader(zone: string): (at: Instant) => Piece {
  const known = new Map<DayNumber, Piece>();
  return (at) => {
    const day = dayOf(at, zone);
    let piece = known.get(day);
    if (piece === undefined) {
      const { year, month, day: ofMonth } = civilOf(day);
      known.set(day, (piece = pieceOf(year, month, ofMonth)));
    }
    return piece;
  };
}

/**
 * A case's entries in pages and cube, in the order of their words: its application, every stopped clock in the piece of its
 * stop, its end (of an archived case with its verdict and days, of an aborted one without), the clocks seen under way, and
 * its callbacks.
 */
export function entriesOf(clocks: FiledClocks, pieceAt: (at: Instant) => Piece): Entry[] {
  const { grp, stage, stopped, used, verdict, opened, ended, state } = clocks;
  const entries: Entry[] = [
    { piece: pieceAt(Math.min(opened, ended ?? opened)), word: wordOf(CUBE.applied, grp, 0, NO_LIMIT) },
  ];
  for (let i = 0; i < stage.length; i++) {
    const at = stopped[i];
    if (at != null) entries.push({ piece: pieceAt(at), word: wordOf(stage[i]!, grp, used[i]!, verdict[i]!) });
  }
  if (ended !== null && state === ARCHIVED) {
    entries.push({ piece: pieceAt(ended), word: wordOf(CUBE.case, grp, clocks.days, clocks.case_verdict) });
  }
  if (ended !== null && state === ABORTED) {
    entries.push({ piece: pieceAt(ended), word: wordOf(CUBE.aborted, grp, 0, NO_LIMIT) });
  }
  clocks.seen_stage?.forEach((seen, i) => {
    entries.push({ piece: pieceAt(clocks.seen_at![i]!), word: wordOf(seen, grp, clocks.seen_days![i]!, NO_LIMIT) });
  });
  return entries.sort((a, b) => a.word - b.word);
}
