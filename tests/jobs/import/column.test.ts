import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integers, Stamps } from '../../../jobs/import/column.ts';

const CHUNK = 1 << 16;

describe('a column', () => {
  it('gives back what was put in, whatever it is and however long it was the same', () => {
    const number = fc.integer({ min: -32_768, max: 2 ** 31 - 1 });
    const lengths = fc.constantFrom(0, 1, 2, CHUNK - 1, CHUNK, CHUNK + 1);
    fc.assert(
      fc.property(lengths, number, fc.array(fc.oneof(fc.integer({ min: -2, max: 5 }), number)), (many, first, more) => {
        const column = integers();
        for (let i = 0; i < many; i++) column.push(first);
        for (const value of more) column.push(value);
        expect(column.length).toBe(many + more.length);
        for (let i = 0; i < many; i++) if (column.at(i) !== first) expect(column.at(i)).toBe(first);
        expect(more.map((_, i) => column.at(many + i))).toEqual(more);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps instants to the microsecond, of any age, beside missing ones', () => {
    const second = fc.integer({ min: -(2 ** 31) - 2, max: 2 ** 31 + 2 }).map((s) => s * 1_000_000);
    const exact = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
    const whole = fc.array(fc.oneof(second, fc.constant(NaN)));
    fc.assert(
      fc.property(whole, fc.array(fc.oneof(exact, second, fc.constant(NaN))), (first, more) => {
        const column = new Stamps();
        const values = [...first, ...more];
        values.forEach((value) => column.push(value));
        expect(values.map((_, i) => column.at(i))).toEqual(values);
      }),
    );
  });
});
