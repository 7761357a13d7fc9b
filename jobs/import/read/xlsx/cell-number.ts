import type { NumberFormat } from './number-format.ts';

/** Beyond this a number no longer holds every whole one: an identifier kept as a number has lost its last digits. */
const EXACT = 1e15;
const DIGITS = 15;

/**
 * A number cell as the text a person would have typed. Whole numbers below 10^15 lose their exponent, binary noise behind the 15th
 * digit goes; a longer whole number stands as the file has it, so that 19 digits survive and `1.23E+15` stays recognisable.
 */
export function cellNumber(raw: string, value: number, format: NumberFormat | undefined): string {
  if (Number.isInteger(value) && Math.abs(value) < EXACT) {
    const text = String(value);
    return format?.kind === 'padded' && value >= 0 ? text.padStart(format.digits, '0') : text;
  }
  if (/^-?\d+$/.test(raw) || Math.abs(value) >= EXACT || Math.abs(value) < 1e-6) return raw.trim();
  return String(Number(value.toPrecision(DIGITS)));
}
