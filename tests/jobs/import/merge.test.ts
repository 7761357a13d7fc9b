import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knowledgeOf, recordOf, type Shelves } from '../../../jobs/import/case-record.ts';
import { Dictionary } from '../../../jobs/import/dictionary.ts';
import { AttributeSets, NO_ATTRIBUTES } from '../../../jobs/import/merge/attributes.ts';
import { deriveCase } from '../../../jobs/import/merge/derive.ts';
import { identityOf, instantOf, type EventFact } from '../../../jobs/import/merge/event-fact.ts';
import { mergeCase, UNKNOWN, type CaseKnowledge } from '../../../jobs/import/merge/merge-case.ts';
import { nothing, type Tally } from '../../../jobs/import/merge/tally.ts';
import type { CaseAttributes } from '../../../jobs/import/row.ts';
import { UnitTree } from '../../../jobs/import/units/tree.ts';
import type { StoredCase } from '../../../sql/write/cases.ts';

/** One row of one case as a file says it: an event, or the case list's row. Instants are small numbers. */
type Said = { dataTime: number | null; attributes: CaseAttributes };
type EventSaid = Said & Pick<EventFact, 'step' | 'arrived' | 'finished' | 'operator' | 'identity'>;
type ListSaid = Said & { milestones: { step: string; at: number }[] };
type Line = EventSaid | ListSaid;

const RULES = { state: false, end: false, endActivities: [], zone: 'Asia/Shanghai' };
const isList = (line: Line): line is ListSaid => 'milestones' in line;

/** Merges files one after the other; between two of them the case lies in the database. */
function merged(files: readonly (readonly Line[])[]): { known: CaseKnowledge; shelves: Shelves; tallies: Tally[] } {
  const units = new UnitTree(
    [{ unit: 0, code: 'source', name: 'source', parent: null, level: 0, ord: 0 }],
    false,
    'source',
    'source',
  );
  const shelves: Shelves = {
    dictionary: new Dictionary({ stages: [], steps: [], parties: [], firms: [] }, undefined),
    units,
    sets: new AttributeSets(),
    snapshots: { times: [], refused: new Map() },
  };
  let known = UNKNOWN;
  const tallies = files.map((lines, i) => {
    shelves.sets = new AttributeSets();
    const tally = nothing();
    known = mergeCase(stored(known, shelves), delivery(lines, i + 1, shelves.sets), tally).knowledge;
    return tally;
  });
  return { known, shelves, tallies };
}

function stored(known: CaseKnowledge, shelves: Shelves): CaseKnowledge {
  if (known.events.length === 0 && known.list === null) return UNKNOWN;
  const record = recordOf({ origin: 1, caseId: 1, caseKey: '1' }, known, deriveCase(known, RULES, 0), shelves, 1);
  return knowledgeOf({ ...record, evidence: JSON.parse(JSON.stringify(record.evidence)) } as StoredCase, shelves);
}

function delivery(lines: readonly Line[], file: number, sets: AttributeSets) {
  const events: EventFact[] = [];
  const lists = [];
  for (const [i, said] of lines.entries()) {
    const place = { dataTime: said.dataTime, attributes: sets.of(said.attributes), file, line: i + 2 };
    if (isList(said)) lists.push({ ...place, milestones: said.milestones });
    else events.push(eventOf(said, place));
  }
  return { events, lists };
}

function eventOf(said: EventSaid, place: Pick<EventFact, 'dataTime' | 'attributes' | 'file' | 'line'>): EventFact {
  const { step, arrived, finished, operator, identity, attributes } = said;
  const times = { arrived, started: null, finished };
  const words = { step, operator, department: null, hasUnit: attributes.unit !== null, sequence: null, identity };
  return { ...words, ...times, ...place, records: 1 };
}

/** What is known, without file and line, in an order that only the content decides. */
function facts({ events, list }: CaseKnowledge): unknown {
  const texts = events.map(({ attributes, file: _file, line: _line, ...fact }) =>
    JSON.stringify([Object.entries(fact).sort(), attributes.text]),
  );
  return {
    events: texts.sort(),
    list: list && [list.attributes.text, list.milestones, list.dataTime],
  };
}

/** The case as screens see it, without file and line. */
function seen({ known }: ReturnType<typeof merged>): unknown {
  const { events, ...derived } = deriveCase(known, RULES, 0);
  return {
    ...derived,
    events: events.map(({ step, arrived, finished, operator }) => [step, arrived, finished, operator]),
  };
}

const said = (change: Partial<EventSaid> = {}): EventSaid => ({
  ...{ step: 'survey', arrived: null, finished: 10, operator: null, identity: null, dataTime: null },
  attributes: NO_ATTRIBUTES,
  ...change,
});
const words = (known: CaseKnowledge) => known.events.map(({ operator }) => operator).sort();

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const attributes: fc.Arbitrary<CaseAttributes> = fc
  .record({
    unit: maybe(fc.constantFrom('north', 'south')),
    class: maybe(fc.constantFrom('lv', 'hv')),
    ended: maybe(fc.integer({ min: 30, max: 40 })),
    dims: fc.record({ 电压等级: maybe(fc.constantFrom('10kV', '220V')) }, { requiredKeys: [] }),
  })
  .map((some) => ({ ...NO_ATTRIBUTES, ...some }));
const event: fc.Arbitrary<EventSaid> = fc.record({
  step: fc.constantFrom('survey', 'plan', 'connect'),
  arrived: maybe(fc.integer({ min: 1, max: 5 })),
  finished: fc.integer({ min: 6, max: 30 }),
  operator: maybe(fc.constantFrom('a', 'b')),
  identity: maybe(fc.constantFrom('e1', 'e2', 'e3')),
  dataTime: maybe(fc.integer({ min: 1, max: 3 })),
  attributes,
});
const list: fc.Arbitrary<ListSaid> = fc.record({
  milestones: fc.array(fc.record({ step: fc.constantFrom('applied', 'filed'), at: fc.integer({ min: 1, max: 40 }) }), {
    maxLength: 2,
  }),
  dataTime: maybe(fc.integer({ min: 1, max: 3 })),
  attributes,
});
const rows: fc.Arbitrary<Line[]> = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 10 }), fc.array(list, { maxLength: 3 }))
  .map(([events, lists]) => [...events, ...lists]);

describe('merging the files of a case', () => {
  it('gives the same facts however the rows are cut into files, ordered and repeated', () => {
    fc.assert(
      fc.property(rows, fc.gen(), (lines, g) => {
        const index = (max: number) => g(fc.nat, { max });
        const shuffled = <T>(items: readonly T[]): T[] =>
          g(() => fc.shuffledSubarray([...items], { minLength: items.length }));
        // Rows of one identity and data time come together: apart they would be one occurrence each.
        const places = new Map<string, number>();
        const files: Line[][] = Array.from({ length: 1 + index(3) }, () => []);
        for (const line of lines) {
          const key = `${isList(line) ? 'list' : identity(line)} ${line.dataTime}`;
          if (!places.has(key)) places.set(key, index(files.length - 1));
          files[places.get(key)!]!.push(line);
        }
        const again = Array.from({ length: index(3) }, () => g(() => fc.subarray(lines)));
        const history = shuffled([...files, ...again]).map(shuffled);

        const once = merged([lines]);
        const often = merged(history);
        expect(facts(often.known)).toEqual(facts(once.known));
        // Where an instant holds several events, only file and line put them in order.
        const instants = deriveCase(once.known, RULES, 0).events.map(instantOf);
        if (new Set(instants).size === instants.length) expect(seen(often)).toEqual(seen(once));
        expect(often.tallies.map(sum)).toEqual(history.map((file) => file.length));
      }),
      { numRuns: 400, interruptAfterTimeLimit: 20_000 },
    );
  }, 60_000);

  it('takes an end of which only the day is known for past with the latest thing of that day', () => {
    const hour = 3_600_000_000;
    const day = 24 * hour; // from 2024-03-01 00:00 of Shanghai
    const start = Date.parse('2024-03-01T00:00:00+08:00') * 1000;
    const endOf = (ended: number, ...arrived: number[]) =>
      deriveCase(
        merged([
          arrived.map((at) => said({ arrived: start + at, attributes: { ...NO_ATTRIBUTES, ended: start + ended } })),
        ]).known,
        RULES,
        0,
      ).ended! - start;
    const within = day - 1;
    expect(endOf(within, -3 * day)).toBe(0);
    expect(endOf(within, -3 * day, 9 * hour, 15 * hour, day + hour)).toBe(15 * hour);
    expect(endOf(15 * hour, 9 * hour)).toBe(15 * hour);
    expect(endOf(within - 8 * hour, 9 * hour)).toBe(within - 8 * hour); // another zone's midnight
  });

  it('finds every row of a repeated file the same, in whatever order it stands', () => {
    fc.assert(
      fc.property(rows, fc.gen(), (lines, g) => {
        const again = g(() => fc.shuffledSubarray(lines, { minLength: lines.length }));
        expect(merged([lines, again]).tallies[1]).toEqual({ new: 0, changed: 0, same: lines.length });
      }),
      { numRuns: 200, interruptAfterTimeLimit: 20_000 },
    );
  }, 60_000);

  it('lets the later data time win, whichever file comes first', () => {
    const draft = said({ identity: 'e1', operator: 'a', arrived: 5, dataTime: 1 });
    const corrected = said({ identity: 'e1', operator: 'b', dataTime: 2 });
    for (const files of [[[draft], [corrected]], [[corrected], [draft]], [[draft, corrected]]]) {
      expect(words(merged(files).known)).toEqual(['b']);
    }
    expect(merged([[draft], [corrected]]).tallies[1]).toEqual({ new: 0, changed: 1, same: 0 });
    expect(merged([[corrected], [draft]]).tallies[1]).toEqual({ new: 0, changed: 0, same: 1 });
  });

  it('lets the fuller row win without data times, and of two equally full the greater by bytes', () => {
    const full = said({ identity: 'e1', operator: 'a', arrived: 5 });
    const bare = said({ identity: 'e1', operator: 'b' });
    const greater = said({ identity: 'e1', operator: 'b', arrived: 5 });
    expect(words(merged([[full], [bare]]).known)).toEqual(['a']);
    expect(words(merged([[bare], [full]]).known)).toEqual(['a']);
    expect(words(merged([[greater], [full]]).known)).toEqual(['b']);
    expect(words(merged([[full], [greater]]).known)).toEqual(['b']);
  });

  it('takes identical rows of one file for as many facts, and over files the largest number', () => {
    const row = said();
    const { known, tallies } = merged([[row, row], [row], [row, row, row]]);
    expect(known.events).toHaveLength(3);
    expect(tallies).toEqual([
      { new: 2, changed: 0, same: 0 },
      { new: 0, changed: 0, same: 1 },
      { new: 1, changed: 0, same: 2 },
    ]);
  });

  it('lets the case list win field by field, and leaves what it does not say to the first event', () => {
    const first = said({ attributes: { ...NO_ATTRIBUTES, unit: 'north', class: 'lv', dims: { 行业: '农业' } } });
    const later = said({ finished: 20, attributes: { ...NO_ATTRIBUTES, unit: 'east', channel: 'web' } });
    const row: ListSaid = {
      milestones: [],
      dataTime: null,
      attributes: { ...NO_ATTRIBUTES, unit: 'south', deadline: 99, dims: { 行业: null, 电压等级: '10kV' } },
    };
    for (const files of [
      [[first, later], [row]],
      [[row], [later], [first]],
    ]) {
      expect(deriveCase(merged(files).known, RULES, 0)).toMatchObject({
        ...{ unit: 'south', class: 'lv', channel: '', deadline: 99 },
        dims: { 行业: '农业', 电压等级: '10kV' },
      });
    }
  });
});

const identity = (line: EventSaid): string =>
  identityOf(eventOf(line, { dataTime: null, attributes: new AttributeSets().of(line.attributes), file: 1, line: 1 }));
const sum = (tally: Tally): number => tally.new + tally.changed + tally.same;
