import { visitDecided } from '../histogram.ts';
import { CUBE } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import type { Kind } from './group.ts';

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

/** The clocks that decide a case of the kind: HV its stages, LV the whole process, else the sum, else its stages. */
export function measured(
  rows: Rows,
  stages: readonly MeasuredStage[],
  groups: ReadonlySet<number>,
  kind: Kind,
): readonly MeasuredStage[] {
  const own = stages.filter((s) => s.stage >= 0);
  const spans = [CUBE.whole, CUBE.utilitySum].map((stage) => stages.filter((s) => s.stage === stage));
  const order = kind === 'lv' ? [...spans, own] : [own, ...spans];
  const decided = (some: readonly MeasuredStage[]) =>
    decidedOf(
      rows.filter((row) => some.some((s) => s.stage === row.stage)),
      groups,
    );
  return order.find((some) => decided(some) > 0) ?? own;
}

/** Decided clocks of these groups. */
export function decidedOf(rows: readonly { hist: Uint8Array }[], groups: ReadonlySet<number>): number {
  let sum = 0;
  for (const { hist } of rows) visitDecided(hist, groups, (_grp, n) => (sum += n));
  return sum;
}
