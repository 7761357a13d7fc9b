import { seeded } from '../../../jobs/statistics/seeded.ts';

/** Seeded draws for simulations. */
export function sampling(seed: number) {
  const next = seeded(seed);
  const binomial = (n: number, p: number) => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (next() < p) hits++;
    return hits;
  };
  const poisson = (mean: number) => {
    let count = 0;
    for (let product = next(); product > Math.exp(-mean); product *= next()) count++;
    return count;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, binomial, poisson, normal };
}

/** Share of `rounds` in which something holds. */
export function share(rounds: number, holds: (round: number) => boolean): number {
  let hits = 0;
  for (let round = 0; round < rounds; round++) if (holds(round)) hits++;
  return hits / rounds;
}
