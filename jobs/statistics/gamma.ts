/** Coefficients of Lanczos' approximation with g = 7 and nine terms: about 15 digits. */
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of Γ(x) for x > 0 (Lanczos 1964). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const base = z + 7.5;
  const sum = LANCZOS.reduce((total, coefficient, i) => total + (i === 0 ? coefficient : coefficient / (z + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(base) - base + Math.log(sum);
}

const TINY = 1e-300;
const EXACT = 1e-16;
const MOST_STEPS = 10_000;

/** Modified Lentz evaluation of 1 / (b0 + a1 / (b1 + a2 / (b2 + …))). */
function continuedFraction(b0: number, term: (step: number) => { a: number; b: number }): number {
  let d = 1 / (b0 === 0 ? TINY : b0);
  let c = 1 / TINY;
  let value = d;
  for (let step = 1; step < MOST_STEPS; step++) {
    const { a, b } = term(step);
    d = b + a * d;
    c = b + a / c;
    if (d === 0) d = TINY;
    if (c === 0) c = TINY;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < EXACT) break;
  }
  return value;
}

/**
 * Q(a, x), the regularised upper incomplete gamma function, for a > 0 and x ≥ 0: power series below a + 1, continued
 * fraction above (Abramowitz and Stegun 6.5.29, 6.5.31).
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1) return scale * continuedFraction(x + 1 - a, (i) => ({ a: -i * (i - a), b: x + 2 * i + 1 - a }));
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS && term > sum * EXACT; n++) sum += term *= x / (a + n);
  return 1 - scale * sum;
}

/** I_x(a, b), the regularised incomplete beta function, for a, b > 0 and x in 0–1 (Abramowitz and Stegun 26.5.8). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const fraction = continuedFraction(1, (step) => {
    const m = Math.floor(step / 2);
    const up = step % 2 === 1 ? -(a + m) * (a + b + m) : m * (b - m);
    return { a: (up * x) / ((a + step - 1) * (a + step)), b: 1 };
  });
  return scale * fraction;
}
