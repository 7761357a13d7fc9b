/** Fewer opinions than this are too few to compare by. */
export const LEAST_OPINIONS = 50;
