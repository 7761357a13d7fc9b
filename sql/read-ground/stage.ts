import { Failure } from '../failure.ts';
import { CUBE } from '../vocabulary.ts';

/** A stage of an origin; `owner` is an index into OWNERS. */
export type StageRow = { stage: number; code: string; name: string; assessed: boolean; owner: number };

/** Clocks over several stages are asked for under these codes. */
const SPANS: readonly StageRow[] = [
  { stage: CUBE.whole, code: 'whole-process', name: '全流程', assessed: true, owner: 0 },
  ...(['A', 'B', 'C', 'D'] as const).map((segment) => ({
    stage: CUBE[`segment${segment}`],
    code: `segment${segment}`,
    name: segment,
    assessed: true,
    owner: 0,
  })),
  { stage: CUBE.utilitySum, code: 'utility-sum', name: '供电企业合计', assessed: true, owner: 0 },
];

export function stageOf(stages: readonly StageRow[], code: string): StageRow {
  const found = stages.find((s) => s.code === code) ?? SPANS.find((s) => s.code === code);
  if (found === undefined) throw new Failure('unknown-stage', { value: code });
  return found;
}

/** The asked stage, else the first assessed one in process order. */
export function chosenStage(g: { stage: StageRow | null; stages: readonly StageRow[] }): StageRow {
  const found = g.stage ?? g.stages.find((s) => s.assessed) ?? g.stages[0];
  if (found === undefined) throw new Failure('unknown-stage', { value: '' });
  return found;
}
