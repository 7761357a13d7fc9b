/**
 * Binomial numbers of hits of several units, as shares of their trials. What each unit can draw stands side by side in
 * `shares`, with the chance of each in `masses`, and of it or a lower one in `upTo`; a search begins where `guide` says.
 */
export type BinomialDraws = {
  shares: Float64Array;
  masses: Float64Array;
  upTo: Float64Array;
  guide: Int32Array;
};

/** Numbers less likely than the likeliest one by more than this are left out: a uniform number of 32 bits never reaches them. */
const NEGLIGIBLE = 1e-14;
/** Places in a unit's distribution function from which a search begins. */
const GUIDES = 256;

/** For draws by inversion of the distribution function; `n` at least 1, 0 < `p` < 1. */
export function binomialDraws(units: readonly { n: number; p: number }[]): BinomialDraws {
  const each = units.map(({ n, p }) => ({ n, ...massesOf(n, p) }));
  const size = each.reduce((sum, { masses }) => sum + masses.length, 0);
  const [shares, masses, upTo] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const guide = new Int32Array(units.length * GUIDES);
  let at = 0;
  each.forEach(({ n, first, masses: own }, unit) => {
    const start = at;
    for (let sum = 0; at < start + own.length; at++) {
      shares[at] = (first + at - start) / n;
      masses[at] = own[at - start]!;
      upTo[at] = sum += masses[at]!;
    }
    upTo[at - 1] = Infinity; // so that a search always ends
    for (let i = 0, k = start; i < GUIDES; i++) {
      while (upTo[k]! <= i / GUIDES) k++;
      guide[unit * GUIDES + i] = k;
    }
  });
  return { shares, masses, upTo, guide };
}

/** Draws for every unit, by a uniform number of its own, an index into `shares`. */
export function drawShares({ upTo, guide }: BinomialDraws, uniform: Float64Array, drawn: Int32Array): void {
  for (let unit = 0; unit < drawn.length; unit++) {
    const number = uniform[unit]!;
    let k = guide[unit * GUIDES + Math.floor(number * GUIDES)]!;
    while (upTo[k]! <= number) k++;
    drawn[unit] = k;
  }
}

/** Chances of `first`, `first` + 1 … hits, each from the one beside it, beginning at the likeliest. */
function massesOf(n: number, p: number): { first: number; masses: number[] } {
  const likeliest = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const fewer: number[] = [];
  const more: number[] = [];
  for (let k = likeliest, mass = 1; k > 0 && mass > NEGLIGIBLE; k--) fewer.push((mass *= k / (n - k + 1) / odds));
  for (let k = likeliest, mass = 1; k < n && mass > NEGLIGIBLE; k++) more.push((mass *= ((n - k) / (k + 1)) * odds));
  const masses = [...fewer.reverse(), 1, ...more];
  const sum = masses.reduce((all, mass) => all + mass, 0);
  return { first: likeliest - fewer.length, masses: masses.map((mass) => mass / sum) };
}
