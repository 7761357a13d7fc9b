/** `2026-12` and 1 → `2027-01`. */
export function monthPlus(month: string, months: number): string {
  const next = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, '0')}`;
}

export const monthAfter = (month: string): string => monthPlus(month, 1);
