import type { Connection, Db } from '../../../sql/database.ts';
import { stampText } from '../../../sql/database.ts';
import { inTransaction } from '../../../sql/transaction.ts';
import { CASE_STATES, STAGES, type CaseState, type Instant } from '../../../sql/vocabulary.ts';
import { writeCases, type CaseRecord } from '../../../sql/write/cases.ts';
import { saveRuleSets } from '../../../sql/write/rule-sets.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { publishPrimary } from '../../../jobs/verdicts/publish.ts';

/** 2024-03-01 09:00 in Shanghai, and the length of a day. */
export const START: Instant = Date.UTC(2024, 2, 1, 1) * 1000;
export const DAY = 86_400_000_000;
export const ORIGIN = 1;

/** province 0 · cities 1 and 2 · counties 3 and 4 of city 1, county 5 of city 2 */
export const UNITS: readonly [unit: number, parent: number | null, level: number][] = [
  [0, null, 0],
  [1, 0, 1],
  [2, 0, 1],
  [3, 1, 2],
  [4, 1, 2],
  [5, 2, 2],
];

/** Stages in order with the owner of their time; the step of a stage has its number. */
const OWNER_OF: Record<string, number> = { 'customer-design': 3, 'customer-construction': 3, rectification: 3 };

export type Stay = { stage: (typeof STAGES)[number]; arrived: Instant; finished: Instant | null };
export type CaseSpec = {
  id: number;
  unit: number;
  class: string;
  business: string;
  state: CaseState;
  opened: Instant;
  ended: Instant | null;
  deadline?: Instant | null;
  flags?: number;
  stays: readonly Stay[];
};

/** An origin with the units above and one step a stage, judged by `ruleSet` first. */
export async function makeWorld(db: Db, ruleSet: number): Promise<void> {
  await saveRuleSets(db, RULE_SETS);
  await db
    .insertInto('origin')
    .values({
      origin: ORIGIN,
      source: 'world',
      label: 'world',
      zone: 'Asia/Shanghai',
      profile: '{}',
      rule_set: ruleSet,
    })
    .execute();
  await db.updateTable('origin').set({ mapped: true, single_stamp: false }).execute();
  await db
    .insertInto('unit')
    .values(
      UNITS.map(([unit, parent, level]) => ({
        origin: ORIGIN,
        unit,
        parent,
        level,
        code: `U${unit}`,
        name: `U${unit}`,
        ord: unit,
      })),
    )
    .execute();
  await fillUnitsAbove(db);
  const stages = STAGES.map((code, stage) => ({ origin: ORIGIN, stage, code, name: code, owner: OWNER_OF[code] ?? 0 }));
  await db
    .insertInto('stage')
    .values(stages.map((stage) => ({ ...stage, ord: stage.stage, assessed: true })))
    .execute();
  await db
    .insertInto('step')
    .values(stages.map(({ origin, stage, name, owner }) => ({ origin, step: stage, name, stage, owner })))
    .execute();
}

/** Writes unit_above anew from the parents. */
export async function fillUnitsAbove(db: Db): Promise<void> {
  const units = await db.selectFrom('unit').select(['unit', 'parent']).where('origin', '=', ORIGIN).execute();
  const parents = new Map(units.map((row) => [row.unit, row.parent]));
  const rows: { origin: number; unit: number; above: number }[] = [];
  for (const { unit } of units) {
    for (let above: number | null = unit; above !== null; above = parents.get(above) ?? null) {
      rows.push({ origin: ORIGIN, unit, above });
    }
  }
  await db.deleteFrom('unit_above').execute();
  await db.insertInto('unit_above').values(rows).execute();
}

/** What an import does: replaces the cases, moves the data time and publishes, in one transaction. */
export async function importCases(
  { pool }: Pick<Connection, 'pool'>,
  specs: readonly CaseSpec[],
  dataTime: Instant,
): Promise<number> {
  return inTransaction(pool, async (trx) => {
    const { version: last } = await trx.selectFrom('origin').select('version').executeTakeFirstOrThrow();
    const version = last + 1;
    const ids = specs.map((spec) => spec.id);
    await writeCases(
      trx,
      ORIGIN,
      ids,
      specs.map((spec) => recordOf(spec, version)),
    );
    await trx
      .updateTable('origin')
      .set({ version, data_time: stampText(dataTime) })
      .execute();
    await publishPrimary(trx, { origin: ORIGIN, caseIds: ids, version });
    return version;
  });
}

function recordOf(spec: CaseSpec, version: number): CaseRecord {
  const { stays } = spec;
  const instants = stays.flatMap((stay) => [stay.arrived, stay.finished ?? stay.arrived]);
  const none = stays.map(() => null);
  return {
    origin: ORIGIN,
    case_id: spec.id,
    case_key: `C${spec.id}`,
    unit: spec.unit,
    class: spec.class,
    business: spec.business,
    channel: '',
    dims: {},
    state: CASE_STATES.indexOf(spec.state),
    opened: spec.opened,
    ended: spec.ended,
    deadline: spec.deadline ?? null,
    first_start: Math.min(...instants),
    last_end: Math.max(...instants),
    first_at: Math.min(...instants),
    last_at: Math.max(...instants),
    current_step: null,
    department: null,
    flags: spec.flags ?? 0,
    voltage: null,
    capacity: null,
    capacity_unit: null,
    supplies: null,
    customers: null,
    industry: null,
    manager: null,
    marks: 0,
    marks_known: 0,
    step: stays.map((stay) => STAGES.indexOf(stay.stage)),
    arrived: stays.map((stay) => stay.arrived),
    started: none,
    finished: stays.map((stay) => stay.finished),
    operator: none,
    departments: none,
    event_unit: none,
    sequence: null,
    file: stays.map(() => 1),
    line: stays.map((_, i) => i + 1),
    evidence: {},
    version,
    listed: null,
    missing_since: null,
    designer: null,
    builder: null,
    supplier: null,
  };
}
