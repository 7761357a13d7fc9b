/**
 * What a callback says in one number, the days of its entries in pages and cube: made, answered, grade, and whether the
 * times deviate and a firm was designated (each not asked, no, yes).
 */
export type CallbackWord = {
  made: boolean;
  answered: boolean;
  /** Index into GRADES. */
  grade: number | null;
  timeDeviates: boolean | null;
  designated: boolean | null;
};

const NO_GRADE = 7;
const ANSWERS = [null, false, true] as const;
const answerOf = (asked: boolean | null): number => ANSWERS.indexOf(asked);

export const callbackWord = ({ made, answered, grade, timeDeviates, designated }: CallbackWord): number =>
  Number(made) +
  Number(answered) * 2 +
  (grade ?? NO_GRADE) * 4 +
  answerOf(timeDeviates) * 32 +
  answerOf(designated) * 128;

export const callbackOf = (word: number): CallbackWord => ({
  made: (word & 1) === 1,
  answered: (word & 2) === 2,
  grade: ((word >> 2) & 7) === NO_GRADE ? null : (word >> 2) & 7,
  timeDeviates: ANSWERS[(word >> 5) & 3]!,
  designated: ANSWERS[(word >> 7) & 3]!,
});
