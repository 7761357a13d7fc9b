import type { Process } from '../../sql/vocabulary.ts';
import type { UnitLink } from './unit-tree.ts';

/**
 * What all verdicts and sums of an origin hang on, kept with them. As long as it only grows (new steps, stages, units) the
 * cases an import touches are judged anew; if something known changes, every case is.
 */
export type Basis = {
  rules: object;
  calendar: string;
  zone: string;
  singleStamp: boolean;
  mapped: boolean;
  stages: Record<string, string>;
  steps: Record<string, string>;
  units: Record<string, string>;
};

export function basisOf(rules: object, calendar: string, process: Process, units: readonly UnitLink[]): Basis {
  const { zone, singleStamp, mapped, stages, steps } = process;
  return {
    rules,
    calendar,
    zone,
    singleStamp,
    mapped,
    stages: Object.fromEntries(stages.map((s) => [s.stage, `${s.code} ${s.owner} ${s.assessed}`])),
    steps: Object.fromEntries(steps.map((s) => [s.step, `${s.stage} ${s.owner}${s.ends ? ' ends' : ''}`])),
    units: Object.fromEntries(units.map((u) => [u.unit, String(u.parent)])),
  };
}

/** `now` says the same as `before` of everything `before` knew. */
export function extendsBasis(before: unknown, now: unknown, growing = true): boolean {
  if (typeof before !== 'object' || before === null || typeof now !== 'object' || now === null) return before === now;
  const old = before as Record<string, unknown>;
  const young = now as Record<string, unknown>;
  const keys = Object.keys(old);
  if (!growing && keys.length !== Object.keys(young).length) return false;
  return keys.every((key) => key in young && extendsBasis(old[key], young[key], growing && key !== 'rules'));
}
