import { expect, test } from 'vitest';
import { together } from '../../../web/panels/standings.ts';

test('units that were not compared are not called alike', () => {
  expect(together(['small', 'gate', 'none'])).toBe('few');
  expect(together([])).toBe('few');
  expect(together(['small', 'same'])).toBe('same');
});

test('a unit above the whole is a difference, too', () => {
  expect(together(['same', 'above', 'small'])).toBe('above');
  expect(together(['same', 'above', 'below'])).toBe('below');
});
