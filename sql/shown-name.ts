const LONGEST = 255;
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A file's name as it is stored and shown, never used as a path: without control signs and signs that turn the direction of writing. */
export const shownName = (name: string): string => name.replaceAll(UNSEEN, '').trim().slice(0, LONGEST) || 'file';
