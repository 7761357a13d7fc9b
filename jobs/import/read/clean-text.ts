import type { RowMarks } from './row-marks.ts';

/** Control characters, noncharacters and halves of a pair, which no database or screen can hold. */
// eslint-disable-next-line no-control-regex -- that is what is looked for
export const IMPOSSIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]|\p{Cs}/u;
const EVERY_IMPOSSIBLE = new RegExp(IMPOSSIBLE, 'gu');
const SEEN = /[^\t\n\r -~\u4e00-\u9fff]/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const PRIVATE = /\p{Co}/u;

const OUTER = /^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g;

/** Free text without control characters, noncharacters and halves of a pair, which no database or screen can hold; all else stays. */
export function cleanText(text: string, marks?: RowMarks): string {
  if (!SEEN.test(text)) return text;
  if (BIDI.test(text)) marks?.add('direction-marks');
  if (PRIVATE.test(text)) marks?.add('private-characters');
  const clean = text.replaceAll(EVERY_IMPOSSIBLE, '');
  if (clean !== text) marks?.add('control-characters');
  return clean;
}

/** A word without spaces around it, which nobody sees: two spellings of a unit or an activity would stand side by side. */
export const bareWord = (text: string): string => (SEEN.test(text) ? text.replaceAll(OUTER, '') : text.trim());
