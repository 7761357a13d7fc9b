/** A rate under this many decided cases is greyed and not compared. */
export const LEAST_N = 50;

export const lateRate = ({ late, decided }: { late: number; decided: number }): number | null =>
  decided === 0 ? null : late / decided;
