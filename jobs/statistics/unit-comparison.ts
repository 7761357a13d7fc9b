import { benjaminiHochberg } from './false-discovery.ts';
import { arcsineError, zScore } from './funnel.ts';
import { normalQuantile, twoSidedP } from './normal.ts';
import { overDispersion } from './over-dispersion.ts';

/** Both must agree before a unit is told apart from the whole: 99.8 % limits, and this share of false findings. */
export const CONTROL_LEVEL = 0.998;
const FALSE_FINDINGS = 0.05;
/** Fewer units than this say too little of the spread between them (features §6; Spiegelhalter 2005). */
const ENOUGH_UNITS = 20;
/** Fewer trials than this say nothing of a unit's rate. */
const LEAST_TRIALS = 10;

export type Trials = { n: number; hits: number };
/** A unit one level below, with the rate of the unit it belongs to. */
export type UnitBelow = Trials & { target: number };
export type Standing = 'below' | 'above' | 'same';

/** Where φ and the variance between units come from: the units shown, those one level below, or nothing. */
export type Spread = { phi: number; between: number; units: number; from: 'shown' | 'below' | 'none' };

/**
 * Spread between units beyond chance, on the arcsine scale. Below 20 units it is estimated one level below, each unit against
 * the rate of the unit above it, so that a difference between the units shown is not taken for spread; where fewer lie
 * there than are shown, from the units shown all the same, small samples among them. Of fewer than 20 units winsorising
 * 10 % draws in at most one, so there one unit far off must not widen the limits it is judged by: it also pulls the rate
 * above it away from all its peers. The one furthest off is drawn in to the next, and deviations from the units' middle rate
 * count where these are less.
 */
export function spreadBetween(units: readonly Trials[], target: number, below: readonly UnitBelow[]): Spread {
  const lower = below.filter((unit) => unit.n >= LEAST_TRIALS && unit.target > 0 && unit.target < 1);
  const shown = units.filter((unit) => unit.n >= LEAST_TRIALS).map((unit) => ({ ...unit, target }));
  const useBelow = shown.length < ENOUGH_UNITS && lower.length > shown.length;
  const chosen = useBelow ? lower : shown;
  const targets = new Set(chosen.map((unit) => unit.target));
  const free = chosen.length - (useBelow ? targets.size : 1);
  if (free < 2) return { phi: 1, between: 0, units: chosen.length, from: 'none' };
  const errors = chosen.map((unit) => arcsineError(unit.n));
  const off = (centre: (unit: UnitBelow) => number) => chosen.map((unit) => zScore(unit, centre(unit))!);
  const fromTarget = off((unit) => unit.target);
  const fromMiddle = () => {
    const middles = new Map([...targets].map((own) => [own, middleRate(chosen.filter((unit) => unit.target === own))]));
    return off((unit) => middles.get(unit.target)!);
  };
  const few = chosen.length < ENOUGH_UNITS;
  const deviations = few ? [fromTarget, fromMiddle()].map(furthestDrawnIn) : [fromTarget];
  const found = deviations.map((z) => overDispersion(z, errors, { free }));
  const { phi, between } = found.toSorted((x, y) => x.phi - y.phi)[0]!;
  return { phi, between, units: chosen.length, from: useBelow ? 'below' : 'shown' };
}

/** The rate that units with half of the trials do not exceed; one unit far off does not move it. */
function middleRate(units: readonly Trials[]): number {
  const sorted = units.toSorted((a, b) => a.hits / a.n - b.hits / b.n);
  const half = sorted.reduce((sum, { n }) => sum + n, 0) / 2;
  let seen = 0;
  const middle = sorted.find(({ n }) => (seen += n) >= half)!;
  return middle.hits / middle.n;
}

function furthestDrawnIn(z: readonly number[]): number[] {
  const [furthest, next] = z.map(Math.abs).toSorted((a, b) => b - a);
  return z.map((value) => (Math.abs(value) === furthest ? Math.sign(value) * next! : value));
}

/** `z` against chance alone, `adjusted` with the spread between units, `q` its adjusted p value. */
export type Compared = { z: number; adjusted: number; q: number; standing: Standing };

/**
 * Every unit against what is expected of it: the whole's rate, or with `expected` hits of its own those of its case mix.
 * Told apart only beyond 99.8 % and at a false-discovery rate of 5 % over all units given.
 */
export function compareUnits(
  units: readonly (Trials & { expected?: number })[],
  target: number,
  between: number,
): Compared[] {
  const goal = (unit: (typeof units)[number]) => (unit.expected === undefined ? target : unit.expected / unit.n);
  const scores = units.map((unit) => ({
    z: zScore(unit, goal(unit)) ?? 0,
    adjusted: zScore(unit, goal(unit), between) ?? 0,
  }));
  const limit = normalQuantile((1 + CONTROL_LEVEL) / 2);
  const found = benjaminiHochberg(scores.map(({ adjusted }) => twoSidedP(adjusted)));
  return scores.map((score, i) => {
    const apart = Math.abs(score.adjusted) > limit && found[i]! <= FALSE_FINDINGS;
    return { ...score, q: found[i]!, standing: !apart ? 'same' : score.adjusted < 0 ? 'below' : 'above' };
  });
}
