import { lifeTable, type Observed } from './life-table.ts';

const Z95 = 1.959963984540054;

/**
 * One day of the curve. `open`: share not yet done when the day is over; `error`: its standard error; `low`, `high`: 95 %.
 * All in 0–1.
 */
export type Survival = {
  day: number;
  atRisk: number;
  finished: number;
  censored: number;
  open: number;
  error: number;
  low: number;
  high: number;
};

/**
 * Kaplan and Meier's estimate (1958) of the share not yet finished, with delayed entry; the variance is Greenwood's, the
 * interval symmetric on the scale log(−log) (Kalbfleisch and Prentice 1980), so that it stays within 0–1. Every ending
 * counts as finished, whatever its cause. A day without anybody at risk ends the curve.
 */
export function kaplanMeier(observed: Observed): Survival[] {
  const curve: Survival[] = [];
  let [open, sum] = [1, 0];
  for (const { day, atRisk, ended, censored } of lifeTable(observed)) {
    const finished = ended.reduce((a, b) => a + b, 0);
    if (atRisk <= 0) {
      if (finished + censored > 0 || curve.length > 0) break;
      continue;
    }
    open *= 1 - finished / atRisk;
    sum += finished === atRisk ? 0 : finished / (atRisk * (atRisk - finished));
    curve.push({ day, atRisk, finished, censored, open, error: open * Math.sqrt(sum), ...interval(open, sum) });
  }
  return curve;
}

function interval(open: number, sum: number): { low: number; high: number } {
  if (open <= 0 || open >= 1 || sum === 0) return { low: open, high: open };
  const half = (Z95 * Math.sqrt(sum)) / Math.abs(Math.log(open));
  return { low: open ** Math.exp(half), high: open ** Math.exp(-half) };
}

/** Share open after so many days; the last estimate where the curve ends before. null for an empty curve. */
export function openAfter(curve: readonly Survival[], day: number): Survival | null {
  return curve.findLast((point) => point.day <= day) ?? null;
}
