import { logGamma } from './gamma.ts';

type Trials = { n: number; hits: number };

/** Terms smaller than this part of their sum add nothing that is looked at. */
const NEGLIGIBLE = 1e-12;

/**
 * Chance of as many hits in `next` or still further from what `before` leads to expect: the tail of the beta-binomial
 * distribution after Jeffreys' prior (Gelman and others 2013, §2.4), so that what is known from few trials counts as
 * uncertain. 0–1; 1 without trials in `next`.
 */
export function predictiveTail(before: Trials, { n, hits }: Trials): number {
  if (n === 0) return 1;
  const [a, b] = [before.hits + 0.5, before.n - before.hits + 0.5];
  const up = hits >= (n * a) / (a + b);
  const end = up ? n : 0;
  let term = Math.exp(
    logGamma(n + 1) - logGamma(hits + 1) - logGamma(n - hits + 1) + logBeta(a + hits, b + n - hits) - logBeta(a, b),
  );
  let tail = term;
  for (let k = hits; k !== end && term > tail * NEGLIGIBLE; k += up ? 1 : -1) {
    term *= up ? ((n - k) * (a + k)) / ((k + 1) * (b + n - k - 1)) : (k * (b + n - k)) / ((n - k + 1) * (a + k - 1));
    tail += term;
  }
  return Math.min(1, tail);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);
