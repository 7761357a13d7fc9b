/** Decimals with which one of two paces is told: one where the two would look alike, or are few. */
export const decimals = (n: number, other: number): 0 | 1 => (n < 10 || Math.round(n) === Math.round(other) ? 1 : 0);
