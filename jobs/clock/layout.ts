import { OWNERS, type Process } from '../../sql/vocabulary.ts';

/** A process with its steps and stages looked up by number, made once for many cases. */
export type Layout = {
  zone: string;
  singleStamp: boolean;
  /** In process order; a stage's place in this list is its position. */
  stages: readonly { stage: number; code: string; clocked: boolean }[];
  positionOfCode: ReadonlyMap<string, number>;
  /** By step number: the position of its stage, -1 where it belongs to none. */
  positionOfStep: readonly number[];
  /** By step number: index into OWNERS. */
  ownerOfStep: readonly number[];
  /** By step number: it ends its stage. */
  endsStage: readonly boolean[];
  /** By position: some step ends it. */
  hasEnd: readonly boolean[];
};

export const UTILITY = OWNERS.indexOf('utility');
export const CUSTOMER = OWNERS.indexOf('customer');

export function layOut(process: Process): Layout {
  const positions = new Map(process.stages.map(({ stage }, position) => [stage, position]));
  const positionOfStep: number[] = [];
  const ownerOfStep: number[] = [];
  const endsStage: boolean[] = [];
  const hasEnd: boolean[] = process.stages.map(() => false);
  for (const { step, stage, owner, ends = false } of process.steps) {
    positionOfStep[step] = positions.get(stage) ?? -1;
    ownerOfStep[step] = OWNERS.indexOf(owner);
    endsStage[step] = ends;
    if (ends && positionOfStep[step]! >= 0) hasEnd[positionOfStep[step]!] = true;
  }
  return {
    zone: process.zone,
    singleStamp: process.singleStamp,
    stages: process.stages.map(({ stage, code, assessed }) => ({ stage, code, clocked: !process.mapped || assessed })),
    positionOfCode: new Map(process.stages.map(({ code }, position) => [code, position])),
    positionOfStep,
    ownerOfStep,
    endsStage,
    hasEnd,
  };
}
