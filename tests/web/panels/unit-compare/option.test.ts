import { expect, test } from 'vitest';
import { pairs, proposed, widest } from '../../../../web/panels/unit-compare/option.ts';

type Strip = Parameters<typeof pairs>[0];
type Rows = Parameters<typeof proposed>[0];
const stage = (name: string, decided: number, late: number) =>
  ({ stage: name, name, decided, late }) as Strip['stages'][number];
const strip = (...stages: Strip['stages']): Strip => ({ stages });

test('stages are compared only where both sides have enough clocks', () => {
  const list = pairs(
    strip(stage('plan', 200, 10), stage('design', 7, 1), stage('completion', 128, 49), stage('x', 0, 0)),
    strip(stage('plan', 300, 9), stage('design', 400, 0), stage('completion', 233, 18), stage('x', 0, 0)),
  );
  expect(
    list.map(({ a, difference }) => [a.stage, difference === null ? null : Math.round(difference * 1000)]),
  ).toEqual([
    ['plan', -20],
    ['design', null],
    ['completion', -306],
  ]);
  expect(widest(list)?.a.stage).toBe('completion');
  expect(widest([])).toBeNull();
});

test('the lowest unit is proposed with the one nearest in cases', () => {
  const row = (unit: string, n: number, z: number | null) => ({ unit, n, z, zAdjusted: z }) as Rows[number];
  const rows = [row('a', 900, 1), row('b', 500, -4), row('c', 480, 0), row('tiny', 499, null)];
  expect(proposed(rows)).toMatchObject({ a: { unit: 'b' }, b: { unit: 'c' } });
  expect(proposed([])).toBeNull();
});
