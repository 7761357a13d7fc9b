import { expect, it } from 'vitest';
import { decimals } from '../../../../web/panels/open-stock/pace.ts';

it('tells two paces apart that whole cases do not', () => {
  expect([decimals(24.2, 24.3), decimals(24.2, 25.9), decimals(3.4, 8)]).toEqual([1, 0, 1]);
});
