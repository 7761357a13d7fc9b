import type { Connection, Db } from '../../sql/database.ts';
import { caseLogs, processOf } from '../../sql/read/case-log.ts';
import { inTransaction } from '../../sql/transaction.ts';
import type { CaseLog } from '../../sql/vocabulary.ts';
import { CubeGroups } from '../../sql/write/cube-groups.ts';
import { wordsOf } from '../../sql/write/dictionaries.ts';
import { FlowWords } from '../../sql/write/flow-words.ts';
import {
  clearFlow,
  flowCounted,
  replaceCaseFlow,
  replaceFlow,
  saveFlowCounted,
  storedCaseFlow,
  storedFlow,
  type CaseFlow,
} from '../../sql/write/flow.ts';
import { changedCases } from '../../sql/write/judged-origins.ts';
import { flowInput } from '../../sql/write/flow-input.ts';
import { layOut } from '../clock/layout.ts';
import { basisOf, extendsBasis } from '../verdicts/basis.ts';
import { pieceReader } from '../verdicts/filing.ts';
import { calendarInForce } from '../verdicts/in-force.ts';
import { unitTree } from '../verdicts/unit-tree.ts';
import { makeFlowReader } from './entries.ts';
import { FlowChanges, keyOf } from './sums.ts';

const CHUNK = 4000;
/** Goes up with every change of what a case counts for, so that stored sums are made anew. */
export const DEFINITION = 2;

export type FlowResult = { cases: number; parts: number };

/**
 * Brings the flow of an origin up to its version: the cases that changed since are counted anew in place of what they
 * counted for before. Everything is counted anew where process, calendar or tree changed under it, or where asked.
 */
export async function countFlow(
  pool: Connection['pool'],
  origin: number,
  options: { everything?: boolean } = {},
): Promise<FlowResult> {
  return inTransaction(pool, (trx) => count(trx, origin, options.everything ?? false), { snapshot: true });
}

async function count(trx: Db, origin: number, anew: boolean): Promise<FlowResult> {
  const { version, units } = await flowInput(trx, origin);
  const last = await flowCounted(trx, origin);
  const process = await processOf(trx, origin);
  const calendar = await calendarInForce(trx);
  const basis = basisOf({ flow: DEFINITION }, calendar.versions, process, units);
  const everything = anew || last === null || !extendsBasis(last.basis, basis);
  if (everything) await clearFlow(trx, origin);
  else if (last.version === version) return { cases: 0, parts: 0 };

  const words = await FlowWords.load(trx, origin);
  const groups = await CubeGroups.load(trx, origin);
  const parties = new Map((await wordsOf(trx, origin)).parties.map(({ party, name }) => [name, party]));
  const read = makeFlowReader(process, {
    layout: layOut(process),
    calendar,
    pieceAt: pieceReader(process.zone),
    party: (name) => parties.get(name)!,
    path: (stages) => words.pathOf(stages),
  });
  const flowOf = (log: CaseLog): CaseFlow => {
    const row: CaseFlow = { case_id: log.caseId, unit: log.unit, piece: [], series: [], days: [] };
    for (const { piece, days, ...series } of read(log)) {
      row.piece.push(piece);
      row.series.push(words.seriesOf({ ...series, grp: groups.numberOf(log) }));
      row.days.push(Math.min(days, 32_767));
    }
    return row;
  };

  const changes = new FlowChanges((series) => words.kindOf(series));
  const touched = everything ? null : await changedCases(trx, origin, last.version);
  let cases = 0;
  for (const row of touched === null ? [] : await storedCaseFlow(trx, origin, touched)) changes.add(row, -1);
  if (touched !== null) await replaceCaseFlow(trx, origin, touched, []);
  for await (const logs of caseLogs(trx, origin, touched === null ? {} : { caseIds: touched })) {
    const rows = logs.map(flowOf);
    for (const row of rows) changes.add(row, 1);
    await replaceCaseFlow(trx, origin, 'absent', rows);
    cases += rows.length;
  }
  await words.save(trx);
  await groups.save(trx);
  changes.rollUp(unitTree(units));
  const parts = await writeChanges(trx, origin, changes, everything);
  await saveFlowCounted(trx, origin, version, basis);
  return { cases, parts };
}

async function writeChanges(trx: Db, origin: number, changes: FlowChanges, empty: boolean): Promise<number> {
  const places = changes.places();
  for (let from = 0; from < places.length; from += CHUNK) {
    const some = places.slice(from, from + CHUNK);
    const stored = new Map(empty ? [] : (await storedFlow(trx, origin, some)).map((part) => [keyOf(part), part.hist]));
    const parts = some.flatMap((place) => changes.applied(place, stored.get(keyOf(place))) ?? []);
    await replaceFlow(trx, origin, empty ? 'absent' : some, parts);
  }
  return places.length;
}
