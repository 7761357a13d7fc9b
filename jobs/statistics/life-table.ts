/**
 * Who was under observation on each day of use. All arrays are indexed by whole days used.
 * `entered[d]`: came under observation having already used d days and not being done (delayed entry, left truncation);
 * whoever starts inside the window enters at zero and is not listed. `ended[cause][d]`: ended after d days.
 * `censored[d]`: still under way after d days when observation stops.
 */
export type Observed = {
  entered: readonly number[];
  ended: readonly (readonly number[])[];
  censored: readonly number[];
};

export type Day = { day: number; atRisk: number; ended: number[]; censored: number };

/**
 * Numbers at risk by day, from zero to the last day anybody was seen: those who left on that day or later, without those
 * who entered on that day or later (Andersen, Borgan, Gill and Keiding 1993, I.3).
 */
export function lifeTable({ entered, ended, censored }: Observed): Day[] {
  const length = Math.max(entered.length, censored.length, ...ended.map((days) => days.length));
  const days: Day[] = [];
  let atRisk = 0;
  for (let day = length - 1; day >= 0; day--) {
    const counts = ended.map((cause) => cause[day] ?? 0);
    atRisk += counts.reduce((a, b) => a + b, 0) + (censored[day] ?? 0) - (entered[day] ?? 0);
    days.unshift({ day, atRisk, ended: counts, censored: censored[day] ?? 0 });
  }
  return days;
}
