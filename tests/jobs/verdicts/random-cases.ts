import fc from 'fast-check';
import { CLASSES } from '../../../sql/vocabulary.ts';
import { DAY, START, type CaseSpec, type Stay } from './world.ts';

const WAY = ['acceptance', 'plan', 'customer-design', 'completion', 'connect', 'archive'] as const;

/** A random case some way along, perhaps suspended by its customer, perhaps with data that decides nothing. */
const caseSpec: fc.Arbitrary<CaseSpec> = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }),
    unit: fc.integer({ min: 0, max: 5 }),
    class: fc.constantFrom(...CLASSES, '小区', ''),
    business: fc.constantFrom('高压新装', '低压居民新装', ''),
    opened: fc.integer({ min: 0, max: 90 }),
    reached: fc.integer({ min: 1, max: WAY.length }),
    pace: fc.array(fc.integer({ min: 0, max: 14 * 24 }), { minLength: WAY.length, maxLength: WAY.length }),
    state: fc.constantFrom('open', 'archived', 'archived', 'aborted' as const),
    deadline: fc.option(fc.integer({ min: 1, max: 30 })),
    flags: fc.constantFrom(0, 0, 0, 0, 1),
  })
  .map(({ opened, reached, pace, state, deadline, ...rest }) => {
    const begin = START + opened * DAY;
    const stays: Stay[] = [];
    let at = begin;
    for (let i = 0; i < reached; i++) {
      const finished = at + pace[i]! * (DAY / 24);
      const last = i === reached - 1;
      stays.push({ stage: WAY[i]!, arrived: at, finished: last && state === 'open' ? null : finished });
      at = finished;
    }
    const ended = state === 'open' ? null : at;
    return {
      ...rest,
      state: state as CaseSpec['state'],
      opened: begin,
      ended,
      deadline: deadline === null ? null : begin + deadline * DAY,
      stays,
    };
  });

/** Imports one after the other: cases come, move on, change unit and class, end, reopen; the data time goes on. */
export const history: fc.Arbitrary<{ specs: CaseSpec[]; days: number }[]> = fc.array(
  fc.record({
    specs: fc.uniqueArray(caseSpec, { selector: (spec) => spec.id, maxLength: 12 }),
    days: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 1, maxLength: 6 },
);
