import { expect, it } from 'vitest';
import { comingSet } from '../../api/rule-draft.ts';
import { setOf } from '../jobs/clock/cases.ts';

const serc = setOf('serc-27');
const version = (now: string, drafted: string): string =>
  comingSet(50, { ...serc, version: drafted }, { ...serc, version: now }, null).version;

it('a version that was in force never names another content', () => {
  expect(version('2010', '2010')).toBe('2010 r50');
  expect(version('2010 r49', '2010 r49')).toBe('2010 r50');
  // The file somebody corrected once more still says the first version.
  expect(version('2010 r49', '2010')).toBe('2010 r50');
  expect(version('2010 r49', '2027')).toBe('2027');
});
