import { expect, test } from 'vitest';
import { wilson } from '../../../../jobs/statistics/wilson.ts';
import { pairs, proposed, widest } from '../../../../web/panels/unit-compare/option.ts';

type Strip = Parameters<typeof pairs>[0];
type Stage = Strip['stages'][number];
type Rows = Parameters<typeof proposed>[0];
const stage = (name: string, decided: number, late: number) => {
  const range = wilson(decided - late, decided);
  return { stage: name, name, decided, late, low: range?.low ?? null, high: range?.high ?? null } as Stage;
};
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

test('a difference that chance may make is no finding, however large beside the others', () => {
  const list = pairs(
    strip(stage('plan', 200, 0), stage('connect', 74, 1)),
    strip(stage('plan', 200, 1), stage('connect', 80, 0)),
  );
  expect(list.map(({ difference, apart }) => [difference !== null, apart])).toEqual([
    [true, false],
    [true, false],
  ]);
  expect(widest(list)).toBeNull();
});

test('the lowest unit is proposed with the one nearest in cases', () => {
  const row = (unit: string, n: number, z: number | null) => ({ unit, n, z, zAdjusted: z }) as Rows[number];
  const rows = [row('a', 900, 1), row('b', 500, -4), row('c', 480, 0), row('tiny', 499, null)];
  expect(proposed(rows)).toMatchObject({ a: { unit: 'b' }, b: { unit: 'c' } });
  expect(proposed([])).toBeNull();
});
