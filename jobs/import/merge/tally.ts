/** Records of a file by what they did to the facts; together with refused, blank and total lines they are all of it. */
export type Tally = { new: number; changed: number; same: number };

export const nothing = (): Tally => ({ new: 0, changed: 0, same: 0 });

/** `records` of each row, in order: the first `fresh` rows are new, the next `changed` ones corrections. */
export function count(tally: Tally, records: readonly number[], fresh: number, changed: number): void {
  records.forEach((n, i) => {
    if (i < fresh) tally.new += n;
    else if (i < fresh + changed) tally.changed += n;
    else tally.same += n;
  });
}
