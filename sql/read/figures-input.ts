import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { packed, unpackIntegers, unpackStamps } from '../packed-array.ts';
import type { Scope } from '../scope.ts';
import { FLAGS, GRADES, type Grade, type Instant } from '../vocabulary.ts';

const BATCH = 10_000;

/** One case as the figures need it; its events from `first` on, `count` of them, in order. */
export type FigureCase = {
  unit: number;
  ended: Instant | null;
  deadline: Instant | null;
  opened: Instant;
  /** A step finishes before it starts: its durations are undecidable. */
  flagged: boolean;
  /** Values by dimension, in the order of `dimensions`. */
  values: readonly (string | null)[];
  first: number;
  count: number;
};

export type FigureRows = {
  in: number;
  new: number;
  changed: number;
  same: number;
  quarantined: number;
  blank: number;
  total: number;
};

/** A source's facts in columns, under one reader's eyes. */
export type FiguresInput = {
  source: string;
  zone: string;
  /** Names by step number. */
  activities: readonly string[];
  /** Source names of the mapped dimensions. */
  dimensions: readonly string[];
  units: ReadonlyMap<number, { code: string; name: string }>;
  /** A unit table was delivered; else unit 0 holds the cases without a value. */
  unitTable: boolean;
  /** The source does not say when a case is over: it is over at its last event. */
  endsAtLastEvent: boolean;
  /** The last event of the whole source; null where it has none. */
  lastEvent: Instant | null;
  cases: readonly FigureCase[];
  /** By event: step, first stamp and the instant it stands at. */
  step: Int16Array;
  start: Float64Array;
  at: Float64Array;
  callbacks: readonly {
    case: number;
    due: Instant | null;
    made: Instant | null;
    answered: boolean;
    grade: Grade | null;
  }[];
  rows: FigureRows;
};

type Profile = {
  tables?: { fields?: Record<string, string | string[] | undefined>; dimensions?: string[] }[];
  endActivities?: string[];
};

/** The facts of a source, or of one unit's subtree of it. Throws `unknown-source`, `unknown-unit`. */
export async function figuresInput(
  db: Db,
  scope: Scope,
  asked: { source: string; unit?: string },
): Promise<FiguresInput> {
  const found = await db
    .selectFrom('origin')
    .select(['origin', 'source', 'zone', 'profile'])
    .where('source', '=', asked.source)
    .executeTakeFirst();
  if (!found || (scope.within && scope.within.source !== found.source)) {
    throw new Failure('unknown-source', { value: asked.source });
  }
  const { origin, source, zone } = found;
  const profile = (found.profile ?? {}) as Profile;
  const top = await topUnit(db, scope, origin, asked.unit);
  const named = namedColumns(profile);
  const facts = await readCases(db, origin, top, named);
  return {
    source,
    zone,
    activities: await activitiesOf(db, origin),
    dimensions: named.map(({ name }) => name),
    units: await unitsOf(db, origin),
    unitTable: await hasUnitTable(db, origin),
    endsAtLastEvent: !saysEnd(profile),
    lastEvent: await lastEventOf(db, origin),
    cases: facts.cases,
    step: facts.step,
    start: facts.start,
    at: facts.at,
    callbacks: await callbacksOf(db, origin, facts.numbers),
    rows: await rowsOf(db, origin),
  };
}

/** The unit whose subtree is asked for and may be seen; null for the whole tree. */
async function topUnit(db: Db, scope: Scope, origin: number, code: string | undefined): Promise<number | null> {
  const wanted = code ?? scope.within?.unit;
  if (wanted === undefined) return null;
  let query = db.selectFrom('unit as u').select('u.unit').where('u.origin', '=', origin).where('u.code', '=', wanted);
  if (scope.within) {
    query = query
      .innerJoin('unit_above as a', (join) => join.onRef('a.origin', '=', 'u.origin').onRef('a.unit', '=', 'u.unit'))
      .innerJoin('unit as t', (join) => join.onRef('t.origin', '=', 'a.origin').onRef('t.unit', '=', 'a.above'))
      .where('t.code', '=', scope.within.unit);
  }
  const found = await query.executeTakeFirst();
  if (!found) throw new Failure('unknown-unit', { value: wanted });
  return found.unit;
}

const saysEnd = (profile: Profile): boolean =>
  (profile.endActivities ?? []).length > 0 ||
  (profile.tables ?? []).some((table) => table.fields?.state !== undefined || table.fields?.ended !== undefined);

type Named = { name: string; column: 'class' | 'business' | 'channel' | null };

/** Dimensions under their source names: class, business type and channel by the column they come from, and the free ones. */
function namedColumns(profile: Profile): Named[] {
  const named = new Map<string, Named>();
  for (const table of profile.tables ?? []) {
    for (const column of ['class', 'business', 'channel'] as const) {
      const field = table.fields?.[column];
      const name = typeof field === 'string' ? field : field?.[0];
      if (name !== undefined) named.set(name, { name, column });
    }
    for (const name of table.dimensions ?? []) if (!named.has(name)) named.set(name, { name, column: null });
  }
  return [...named.values()];
}

async function readCases(db: Db, origin: number, top: number | null, named: readonly Named[]) {
  const cases: FigureCase[] = [];
  const numbers = new Map<string, number>();
  let step = new Int16Array(1 << 16);
  let start = new Float64Array(1 << 16);
  let at = new Float64Array(1 << 16);
  let events = 0;
  for (let after = 0; ;) {
    let query = db
      .selectFrom('case_fact')
      .select([
        'case_id',
        'case_key',
        'unit',
        'opened',
        'ended',
        'deadline',
        'flags',
        'class',
        'business',
        'channel',
        'dims',
        packed('step').as('step'),
        packed('arrived').as('arrived'),
        packed('started').as('started'),
        packed('finished').as('finished'),
      ])
      .where('origin', '=', origin)
      .where('case_id', '>', after);
    if (top !== null) {
      query = query.where(
        sql<boolean>`unit in (select unit from unit_above where origin = ${origin} and above = ${top})`,
      );
    }
    const rows = await query.orderBy('case_id').limit(BATCH).execute();
    if (rows.length === 0) break;
    after = rows.at(-1)!.case_id;
    for (const row of rows) {
      const steps = unpackIntegers(row.step);
      const arrived = unpackStamps(row.arrived);
      const started = unpackStamps(row.started);
      const finished = unpackStamps(row.finished);
      if (events + steps.length > step.length) {
        step = widen(step, new Int16Array(step.length * 2 + steps.length));
        start = widen(start, new Float64Array(step.length));
        at = widen(at, new Float64Array(step.length));
      }
      numbers.set(row.case_key, cases.length);
      cases.push({
        unit: row.unit,
        ended: row.ended,
        deadline: row.deadline,
        opened: row.opened,
        flagged: (row.flags & FLAGS.negativeStep) !== 0,
        values: named.map(({ name, column }) => (column === null ? (row.dims[name] ?? null) : row[column] || null)),
        first: events,
        count: steps.length,
      });
      for (let i = 0; i < steps.length; i++) {
        step[events] = steps[i]!;
        start[events] = arrived[i] ?? started[i] ?? finished[i]!;
        at[events] = finished[i] ?? started[i] ?? arrived[i]!;
        events++;
      }
    }
  }
  return {
    cases,
    numbers,
    step: step.subarray(0, events),
    start: start.subarray(0, events),
    at: at.subarray(0, events),
  };
}

function widen<A extends Int16Array | Float64Array>(values: A, wider: A): A {
  wider.set(values);
  return wider;
}

async function activitiesOf(db: Db, origin: number): Promise<string[]> {
  const names: string[] = [];
  for (const { step, name } of await db
    .selectFrom('step')
    .select(['step', 'name'])
    .where('origin', '=', origin)
    .execute()) {
    names[step] = name;
  }
  return names;
}

async function unitsOf(db: Db, origin: number): Promise<Map<number, { code: string; name: string }>> {
  const rows = await db.selectFrom('unit').select(['unit', 'code', 'name']).where('origin', '=', origin).execute();
  return new Map(rows.map(({ unit, code, name }) => [unit, { code, name }]));
}

/** Without a table of units every value of the unit column is a unit of its own. */
async function hasUnitTable(db: Db, origin: number): Promise<boolean> {
  const found = await db.selectFrom('unit_version').select('code').where('origin', '=', origin).executeTakeFirst();
  return found !== undefined;
}

async function lastEventOf(db: Db, origin: number): Promise<Instant | null> {
  const { at } = await db
    .selectFrom('case_fact')
    .select(sql<Instant | null>`max(last_at)`.as('at'))
    .where('origin', '=', origin)
    .where(sql<boolean>`cardinality(step) > 0`)
    .executeTakeFirstOrThrow();
  return at;
}

/** Callbacks of the cases at hand. */
async function callbacksOf(db: Db, origin: number, numbers: ReadonlyMap<string, number>) {
  const rows = await db
    .selectFrom('callback')
    .select(['case_key', 'due', 'made', 'answered', 'grade'])
    .where('origin', '=', origin)
    .execute();
  return rows.flatMap(({ case_key, due, made, answered, grade }) => {
    const number = numbers.get(case_key);
    return number === undefined
      ? []
      : [{ case: number, due, made, answered, grade: grade === null ? null : GRADES[grade]! }];
  });
}

async function rowsOf(db: Db, origin: number): Promise<FigureRows> {
  const sum = (column: string) => sql<number>`coalesce(sum(${sql.ref(column)}), 0)::int`;
  return db
    .selectFrom('import_file')
    .select([
      sum('rows_in').as('in'),
      sum('rows_new').as('new'),
      sum('rows_changed').as('changed'),
      sum('rows_same').as('same'),
      sum('rows_quarantined').as('quarantined'),
      sum('rows_blank').as('blank'),
      sum('rows_total').as('total'),
    ])
    .where('origin', '=', origin)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirstOrThrow();
}
