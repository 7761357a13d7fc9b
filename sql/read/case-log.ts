import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { allParties, partyNames } from '../parties.ts';
import { packed, unpackIntegers, unpackStamps } from '../packed-array.ts';
import { CASE_STATES, OWNERS, type CaseLog, type Pause, type Process, type StepEvent } from '../vocabulary.ts';

const BATCH = 2000;

export type CaseLogOptions = {
  /** Only these cases; default all of the origin. */
  caseIds?: readonly number[];
  /** Only cases that are not over. */
  where?: 'open';
  /** Only cases numbered below this. */
  below?: number;
  /** Cases read at once. */
  batch?: number;
};

/** Logs of all cases from `first` on that are still held in memory by whoever wrote them: they need not be read. */
export type HeldLogs = {
  first: number;
  keys: readonly string[];
  logs(pauses: ReadonlyMap<string, Pause[]>): Iterable<CaseLog>;
};

/** How an origin's log runs: its stages, steps, zone and kind of stamps. */
export async function processOf(db: Db, origin: number): Promise<Process> {
  const { zone, single_stamp, mapped } = await db
    .selectFrom('origin')
    .select(['zone', 'single_stamp', 'mapped'])
    .where('origin', '=', origin)
    .executeTakeFirstOrThrow();
  const stages = await db
    .selectFrom('stage')
    .select(['stage', 'code', 'name', 'owner', 'assessed'])
    .where('origin', '=', origin)
    .orderBy('ord')
    .orderBy('stage')
    .execute();
  const steps = await db
    .selectFrom('step')
    .select(['step', 'name', 'stage', 'owner', 'ends'])
    .where('origin', '=', origin)
    .orderBy('step')
    .execute();
  return {
    stages: stages.map((stage) => ({ ...stage, owner: OWNERS[stage.owner]! })),
    steps: steps.map((step) => ({ ...step, owner: OWNERS[step.owner]! })),
    singleStamp: single_stamp,
    zone,
    mapped,
    unitPaths: await unitPathsOf(db, origin),
  };
}

async function unitPathsOf(db: Db, origin: number): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ unit: number; path: string[] }>`
    select up.unit, array_agg(u.code order by u.level, u.unit) as path
    from unit_above up join unit u on u.origin = up.origin and u.unit = up.above
    where up.origin = ${origin} group by up.unit`.execute(db);
  return new Map(rows.map(({ unit, path }) => [unit, path]));
}

/** Cases with their events in order and their suspensions, in batches by case id. */
export async function* caseLogs(db: Db, origin: number, options: CaseLogOptions = {}): AsyncGenerator<CaseLog[]> {
  const batch = options.batch ?? BATCH;
  const wanted = options.caseIds ? [...options.caseIds].sort((a, b) => a - b) : null;
  const everyone = wanted === null ? await allParties(db, origin) : null;
  const all = everyone && new Map(everyone.map(({ party, name }) => [party, name]));
  let after = 0;
  for (let at = 0; wanted === null || at < wanted.length; at += batch) {
    const ids = wanted?.slice(at, at + batch);
    const { below = null, where } = options;
    const rows = await selectCases(db, origin, { after, below, ids, open: where === 'open', batch });
    if (rows.length > 0) yield await toLogs(db, origin, rows, all ?? (await namedIn(db, origin, rows)));
    else if (wanted === null) return;
    after = rows.at(-1)?.case_id ?? after;
  }
}

type Ask = { after: number; below: number | null; ids: readonly number[] | undefined; open: boolean; batch: number };

function selectCases(db: Db, origin: number, { after, below, ids, open, batch }: Ask) {
  let query = db
    .selectFrom('case_fact')
    .select([
      'case_id',
      'case_key',
      'unit',
      'class',
      'business',
      'state',
      'opened',
      'ended',
      'deadline',
      'flags',
      'voltage',
      'capacity',
      'capacity_unit',
      'supplies',
      'customers',
      'industry',
      'manager',
      'marks',
      'marks_known',
      packed('step').as('step'),
      packed('arrived').as('arrived'),
      packed('started').as('started'),
      packed('finished').as('finished'),
      packed('operator').as('operator'),
      packed('departments').as('departments'),
      packed('event_unit').as('units'),
      packed('file').as('files'),
      packed('line').as('lines'),
    ])
    .where('origin', '=', origin);
  if (ids) query = query.where(sql<boolean>`case_id = any(${[...ids]}::int[])`);
  else query = query.where('case_id', '>', after).limit(batch);
  if (open) query = query.where('ended', 'is', null);
  if (below !== null) query = query.where('case_id', '<', below);
  return query.orderBy('case_id').execute();
}

type CaseRow = Awaited<ReturnType<typeof selectCases>>[number];

async function toLogs(
  db: Db,
  origin: number,
  rows: CaseRow[],
  parties: ReadonlyMap<number, string>,
): Promise<CaseLog[]> {
  const pauses = await pausesOf(
    db,
    origin,
    rows.map((row) => row.case_key),
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    caseKey: row.case_key,
    unit: row.unit,
    class: row.class,
    business: row.business,
    state: CASE_STATES[row.state]!,
    opened: row.opened,
    ended: row.ended,
    deadline: row.deadline,
    flags: row.flags,
    voltage: row.voltage,
    capacity: row.capacity,
    capacityUnit: row.capacity_unit,
    supplies: row.supplies,
    customers: row.customers,
    industry: row.industry,
    manager: parties.get(row.manager ?? -1) ?? null,
    marks: row.marks,
    marksKnown: row.marks_known,
    events: eventsOf(row, parties),
    pauses: pauses.get(row.case_key) ?? [],
  }));
}

function eventsOf(row: CaseRow, parties: ReadonlyMap<number, string>): StepEvent[] {
  const arrived = unpackStamps(row.arrived);
  const started = unpackStamps(row.started);
  const finished = unpackStamps(row.finished);
  const operator = unpackIntegers(row.operator);
  const department = unpackIntegers(row.departments);
  const unit = unpackIntegers(row.units);
  const file = unpackIntegers(row.files);
  const line = unpackIntegers(row.lines);
  return unpackIntegers(row.step).map((step, i) => ({
    step: step!,
    at: finished[i] ?? started[i] ?? arrived[i]!,
    arrived: arrived[i]!,
    started: started[i]!,
    finished: finished[i]!,
    operator: parties.get(operator[i] ?? -1) ?? null,
    department: parties.get(department[i] ?? -1) ?? null,
    unit: unit[i]!,
    file: file[i]!,
    line: line[i]!,
  }));
}

/** Of whoever is named in these cases. */
function namedIn(db: Db, origin: number, rows: readonly CaseRow[]): Promise<Map<number, string>> {
  const parties = new Set<number>();
  const note = (party: number | null) => party !== null && parties.add(party);
  for (const { operator, departments, manager } of rows) {
    unpackIntegers(operator).forEach(note);
    unpackIntegers(departments).forEach(note);
    note(manager);
  }
  return partyNames(db, origin, parties);
}

/** The suspensions of these cases, in order, by case. */
export async function pausesOf(db: Db, origin: number, keys: readonly string[]): Promise<Map<string, Pause[]>> {
  const rows = await db
    .selectFrom('suspension')
    .select(['case_key', 'paused_from', 'paused_to', 'owner', 'reason'])
    .where('origin', '=', origin)
    .where(sql<boolean>`case_key = any(${keys}::text[])`)
    .orderBy('paused_from')
    .orderBy('occurrence')
    .execute();
  const pauses = new Map<string, Pause[]>();
  for (const { case_key, paused_from, paused_to, owner, reason } of rows) {
    const pause = { from: paused_from, to: paused_to, owner: OWNERS[owner]!, reason };
    const known = pauses.get(case_key);
    if (known) known.push(pause);
    else pauses.set(case_key, [pause]);
  }
  return pauses;
}
