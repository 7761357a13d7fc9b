import { visitDecided } from '../histogram.ts';
import { CUBE } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { kindOf, type Group, type Kind } from './group.ts';

/** A stage, or a clock over several of them, that decides whether a case complies. */
export type MeasuredStage = { stage: number; code: string; name: string };
type Rows = readonly { stage: number; hist: Uint8Array }[];

const SPANS = { [CUBE.whole]: 'whole', [CUBE.utilitySum]: 'utilitySum' } as const;

/** The chosen stage alone, else the assessed ones, the whole process and the utility sum. */
export function measurable(g: Pick<Ground, 'stage' | 'stages'>): MeasuredStage[] {
  const span = (stage: keyof typeof SPANS) => ({ stage: Number(stage), code: SPANS[stage], name: '' });
  const shown = g.stage === null ? g.stages.filter((s) => s.assessed) : [g.stage];
  const plain = shown.map(({ stage, code, name }) => ({ stage, code, name }));
  return g.stage === null ? [...plain, span(CUBE.whole), span(CUBE.utilitySum)] : plain;
}

/** A clock that decides over cases, and the groups whose cases it decides over. */
export type Deciding = MeasuredStage & { groups: ReadonlySet<number> };

/**
 * The clocks that decide over the kind's cases, class by class (see decidingClocks): HV its stages, LV the whole process,
 * else the sum, else its stages; of these the first that decided anything of the class.
 */
export function measured(
  rows: Rows,
  stages: readonly MeasuredStage[],
  groups: ReadonlyMap<number, Group>,
  kind: Kind,
): Deciding[] {
  const own = stages.filter((s) => s.stage >= 0);
  const spans = [CUBE.whole, CUBE.utilitySum].map((stage) => stages.filter((s) => s.stage === stage));
  const order = kind === 'lv' ? [...spans, own] : [own, ...spans];
  const found = new Map<number, Set<number>>();
  for (const groupsOfClass of byClass(groups, kind)) {
    const decided = (some: readonly MeasuredStage[]) =>
      decidedOf(
        rows.filter((row) => some.some((s) => s.stage === row.stage)),
        groupsOfClass,
      );
    for (const { stage } of order.find((some) => decided(some) > 0) ?? [])
      found.set(stage, new Set([...(found.get(stage) ?? []), ...groupsOfClass]));
  }
  return stages.flatMap((s) => (found.has(s.stage) ? [{ ...s, groups: found.get(s.stage)! }] : []));
}

function byClass(groups: ReadonlyMap<number, Group>, kind: Kind): Set<number>[] {
  const classes = new Map<string, Set<number>>();
  for (const { grp, class: own } of groups.values())
    if (kindOf(own) === kind) classes.set(own, (classes.get(own) ?? new Set()).add(grp));
  return [...classes.values()];
}

/** Decided clocks of these groups. */
export function decidedOf(rows: readonly { hist: Uint8Array }[], groups: ReadonlySet<number>): number {
  let sum = 0;
  for (const { hist } of rows) visitDecided(hist, groups, (_grp, n) => (sum += n));
  return sum;
}
