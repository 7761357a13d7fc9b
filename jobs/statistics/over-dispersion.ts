import { percentile } from './percentile.ts';

/** Share of the units at each end whose z values are drawn in before the spread is judged (Spiegelhalter 2005). */
const WINSORISED = 0.1;

/** Values beyond the `share` and 1 − `share` quantiles are replaced by these quantiles; order is kept. */
export function winsorise(values: readonly number[], share = WINSORISED): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [percentile(sorted, share), percentile(sorted, 1 - share)];
  return low === null || high === null ? [] : values.map((value) => Math.min(Math.max(value, low), high));
}

/** Spread beyond chance. φ is 1 where chance explains it all; `between` is a variance on the scale of the values. */
export type Dispersion = { phi: number; between: number; units: number };

/**
 * Additive between-unit variance (Spiegelhalter 2005, appendix; DerSimonian and Laird 1986): `z` are deviations from the
 * target in units of the standard errors `errors`, `free` their degrees of freedom (one less than the units where the
 * target is their common mean). No variance where the spread is what chance gives.
 */
export function overDispersion(
  z: readonly number[],
  errors: readonly number[],
  { free = z.length - 1, share = WINSORISED }: { free?: number; share?: number } = {},
): Dispersion {
  const units = z.length;
  if (free < 1) return { phi: 1, between: 0, units };
  const total = winsorise(z, share).reduce((sum, value) => sum + value * value, 0);
  const weights = errors.map((error) => 1 / (error * error));
  const sum = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  const between = (total - free) / (sum - squares / sum);
  return { phi: total / free, between: between > 0 && Number.isFinite(between) ? between : 0, units };
}
