import type { Instant } from '../../../sql/vocabulary.ts';
import type { AttributeSet } from './attributes.ts';
import type { Delivery, Kind } from './slots.ts';

/** A case list's row: what it says of the case and the milestones it dates. One row, the best one, counts. */
export type ListFact = Delivery & {
  attributes: AttributeSet;
  milestones: readonly { step: string; at: Instant }[];
  file: number;
  line: number;
};

const text = (list: ListFact): string =>
  JSON.stringify(list.milestones.map(({ step, at }) => [step, at])) + list.attributes.text;

export const listKind: Kind<ListFact> = {
  same: (a, b) => a.attributes === b.attributes && (a.milestones === b.milestones || text(a) === text(b)),
  values: (list) => ({ text: text(list), fullness: list.attributes.fullness + list.milestones.length }),
};
