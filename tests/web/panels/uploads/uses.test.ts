import { expect, it } from 'vitest';
import { asDates } from '../../../../web/panels/uploads/uses.ts';

it('takes an unused column of dates for the time that rows lack, and leaves every other use as it is', () => {
  expect(asDates('event', ['key', 'step', 'none'], 2)).toEqual(['key', 'step', 'at']);
  expect(asDates('event', ['key', 'at', 'none'], 2)).toEqual(['key', 'at', 'none']);
  expect(asDates('event', ['key', 'step', 'opened'], 2)).toEqual(['key', 'step', 'opened']);
  expect(asDates('case', ['key', 'none'], 1)).toEqual(['key', 'none']);
});
