/** Why a figure told again differs from what was reported, in the order in which a bridge lists them. */
export const CHANGES = ['late-arrival', 'correction', 'rules', 'calendar', 'mapping', 'exemption'] as const;
export type ChangeCause = (typeof CHANGES)[number];

/** What one case's clock counts on one side; null: it is not in the figure there. */
export type Side = 'met' | 'overdue' | 'undecidable' | 'no-limit' | null;
export type Change = { cause: ChangeCause; before: Side; after: Side };

/** Clocks in a figure: all, with a verdict, late. */
export type Sums = { n: number; decided: number; late: number };

export const nothing: Sums = { n: 0, decided: 0, late: 0 };
const of = (side: Side): Sums => ({
  n: side === null ? 0 : 1,
  decided: side === 'met' || side === 'overdue' ? 1 : 0,
  late: side === 'overdue' ? 1 : 0,
});
export const plus = (a: Sums, b: Sums): Sums => ({
  n: a.n + b.n,
  decided: a.decided + b.decided,
  late: a.late + b.late,
});
const minus = (a: Sums, b: Sums): Sums => ({ n: a.n - b.n, decided: a.decided - b.decided, late: a.late - b.late });

/** The parts of the difference by cause; reported plus all parts is the figure told again, exactly. */
export function bridge(changes: readonly Change[]): { cause: ChangeCause; difference: Sums; cases: number }[] {
  return CHANGES.map((cause) => {
    const own = changes.filter((change) => change.cause === cause);
    const difference = own.reduce((sum, { before, after }) => plus(sum, minus(of(after), of(before))), nothing);
    return { cause, difference, cases: own.length };
  });
}

export const sumsOf = (sides: readonly Side[]): Sums => sides.reduce((sum, side) => plus(sum, of(side)), nothing);
