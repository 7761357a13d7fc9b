import { decompose } from './rate-decomposition.ts';

export type Side = { n: number; hits: number };
/** Trials of one unit, stage and group, before and after; `after` as it would be under unchanged rules. */
export type Stratum = { unit: string; stage: string; group: string; before: Side; after: Side };
/** What moved the rate, by what it belongs to. Effects in shares; all of them together are the whole change. */
export type ChangeParts = {
  mix: Map<string, number>;
  stage: Map<string, number>;
  unit: Map<string, number>;
  interaction: Map<string, number>;
};

/** Units with fewer trials on either side say nothing of what all units have in common. */
const LEAST = 10;

/**
 * Splits the change of a rate (see decompose): mix by group; of the change of the rates themselves what all units have in
 * common, by stage, and what is a unit's own, by unit; and the interaction by unit. Common to a stage is the median of
 * its units' changes weighted by their trials, so that one unit's fall is not spread over all.
 */
export function changeOfRate(strata: readonly Stratum[]): ChangeParts {
  const effects = decompose(strata);
  const total = strata.reduce((sum, { before }) => sum + before.n, 0);
  const common = new Map<string, number>();
  for (const stage of new Set(strata.map((s) => s.stage)))
    common.set(stage, commonChange(strata.filter((s) => s.stage === stage)));
  const parts: ChangeParts = { mix: new Map(), stage: new Map(), unit: new Map(), interaction: new Map() };
  const add = (part: keyof ChangeParts, key: string, effect: number) =>
    parts[part].set(key, (parts[part].get(key) ?? 0) + effect);
  strata.forEach((stratum, i) => {
    const { mix, rate, interaction } = effects[i]!;
    const shared = total === 0 ? 0 : (stratum.before.n / total) * common.get(stratum.stage)!;
    add('mix', stratum.group, mix);
    add('stage', stratum.stage, shared);
    add('unit', stratum.unit, rate - shared);
    add('interaction', stratum.unit, interaction);
  });
  return parts;
}

function commonChange(strata: readonly Stratum[]): number {
  const units = new Map<string, { before: Side; after: Side }>();
  for (const { unit, before, after } of strata) {
    const sum = units.get(unit);
    units.set(unit, {
      before: { n: before.n + (sum?.before.n ?? 0), hits: before.hits + (sum?.before.hits ?? 0) },
      after: { n: after.n + (sum?.after.n ?? 0), hits: after.hits + (sum?.after.hits ?? 0) },
    });
  }
  const changes = [...units.values()]
    .filter(({ before, after }) => before.n >= LEAST && after.n >= LEAST)
    .map(({ before, after }) => ({ change: after.hits / after.n - before.hits / before.n, weight: before.n }))
    .sort((a, b) => a.change - b.change);
  const half = changes.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let seen = 0;
  for (const { change, weight } of changes) if ((seen += weight) >= half) return change;
  return 0;
}
