import { expect } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { accounted, type Read } from './reading.ts';

/** What must become of a line of the catalogue of bad input: A, N (noted), Q (row refused), H (held), R (rejected). */
export type Outcome = 'A' | `N ${string}` | `Q ${string}` | `H ${string}` | `R ${string}`;
export type Given = Partial<Profile> & { name?: string };

export const profile: Profile = {
  name: 'catalogue',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间' }, dimensions: ['备注'] }],
};
export const HEAD = '单号,环节,时间,备注\n';
const GOOD = '77,受理,2024-03-01 08:00:00,好\n';
export const row = (text: string) => `${HEAD}${text}\n${GOOD}`;

export const given = (more: Given = {}) => ({ ...profile, ...more, name: 'catalogue' });

export function expectOutcome(reading: Read, outcome: Outcome): void {
  const [kind, code] = outcome.split(' ') as [string, string];
  expect(accounted(reading)).toBe(reading.rowsIn);
  if (kind === 'H' || kind === 'R') {
    expect(reading.problem).toMatchObject({ status: kind === 'H' ? 'held' : 'rejected', code });
    return;
  }
  expect(reading.problem).toBeNull();
  // The lines an open quote had swallowed stand for themselves again: they follow, and fit no row either.
  const reasons = new Set(reading.refused.map(({ reason }) => reason));
  if (code === 'broken-quote') reasons.delete('ragged-row');
  expect([...reasons]).toEqual(kind === 'Q' ? [code] : []);
  if (kind === 'N') expect(reading.noted.map((noted) => noted.code)).toContain(code);
  // Most files here are shorter by the optional column, which a line of its own is about.
  if (kind === 'A') expect(reading.noted.filter(({ code: noted }) => noted !== 'absent-columns')).toEqual([]);
}
