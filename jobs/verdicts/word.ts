/**
 * A clock in one number: stage, group, used days and verdict, ordered as pages and cube order them. A page is a list of
 * words with their cases; a cube part is the words of one stage, counted.
 */
import { histogramKey, histogramKeyParts } from '../../sql/histogram.ts';
import { RUNNING } from '../../sql/vocabulary.ts';

const KEYS = 2 ** 32;
/** The stages of CUBE are negative, and so are those of running clocks. */
const FIRST_STAGE = RUNNING - 16;

export type Word = number;

/** `verdict` is an index into VERDICTS; throws for a clock that runs. */
export function wordOf(stage: number, grp: number, days: number, verdict: number): Word {
  return (stage - FIRST_STAGE) * KEYS + histogramKey(grp, days, verdict);
}

export function stageOf(word: Word): number {
  return Math.floor(word / KEYS) + FIRST_STAGE;
}

/** Group, days and verdict as one number, as histograms count them. */
export function keyOf(word: Word): number {
  return word % KEYS;
}

export function partsOfWord(word: Word): { stage: number; grp: number; days: number; verdict: number } {
  return { stage: stageOf(word), ...histogramKeyParts(keyOf(word)) };
}

/** Pieces of a quarter, told apart in a word by three bits: with 16 of the stage and 32 of the key below 2 ** 53. */
const PIECES = 8;

/** A word of a quarter's pages with its piece (0 to 5 of the quarter): in their order, those of a part stand together. */
export function filedWord(word: Word, piece: number): number {
  return (Math.floor(word / KEYS) * PIECES + piece) * KEYS + keyOf(word);
}

/** The stage and piece of a filed word, whose key is that of its word, and where those of the next part begin. */
export function partOfFiled(filed: number): { stage: number; piece: number; next: number } {
  const part = Math.floor(filed / KEYS);
  return { stage: Math.floor(part / PIECES) + FIRST_STAGE, piece: part % PIECES, next: (part + 1) * KEYS };
}
