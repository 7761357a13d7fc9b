import type { Db } from '../../sql/database.ts';
import { processOf } from '../../sql/read/case-log.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { clearJudgement } from '../../sql/write/clear-judgement.ts';
import { replaceClocks, storedClocks } from '../../sql/write/clocks.ts';
import { CubeGroups } from '../../sql/write/cube-groups.ts';
import { judgingInput, saveJudged, type Judgement } from '../../sql/write/judged.ts';
import { calendarOf } from '../clock/calendar.ts';
import { makeJudge } from '../clock/judge.ts';
import { RULE_SETS } from '../clock/rule-set.ts';
import { basisOf, extendsBasis } from './basis.ts';
import { clockRow, isUnsettled } from './clock-row.ts';
import { pieceReader } from './filing.ts';
import { Pages } from './page.ts';
import { refile, writePages } from './refile.ts';
import { rollUp } from './roll-up.ts';
import { touchedLogs } from './touched-logs.ts';
import { unitTree } from './unit-tree.ts';

/** Which cases are judged: those an import touched (the open ones always are, too), or every case anew. */
export type JudgeRequest = Judgement & { caseIds: readonly number[] | 'all'; version: number };

/** How many cases were judged, and how many pages and parts of the cube were written for it. */
export type JudgeResult = { cases: number; pages: number; parts: number };

/**
 * Judges cases at their origin's data time and brings clocks, pages and cube into line, inside the caller's transaction
 * (of `inTransaction`). Every case is judged when none was before, or when rules, calendar, stages or tree have changed
 * under them. Pages and parts whose content stays the same are not written.
 */
export async function judgeCases(trx: Db, request: JudgeRequest): Promise<JudgeResult> {
  const { origin, ruleSet, version } = request;
  const input = await judgingInput(trx, request);
  const process = await processOf(trx, origin);
  const rules = RULE_SETS.find((set) => set.id === ruleSet);
  if (!rules) throw new Error(`no rule set ${ruleSet} to judge origin ${origin} by`);
  const calendar = calendarOf(rules);
  const basis = basisOf(rules, calendar.version, process, input.units);
  const last = input.last && extendsBasis(input.last.basis, basis) ? input.last : null;
  const touched = request.caseIds === 'all' || !last ? 'all' : [...request.caseIds, ...last.unsettled];
  const everything = touched === 'all';
  if (everything) await clearJudgement(trx, request);

  const judge = makeJudge(process, rules, calendar);
  const asOf: Instant = input.dataTime ?? 0;
  const pieceAt = pieceReader(process.zone);
  const customers = new Set(process.stages.filter(({ owner }) => owner === 'customer').map(({ stage }) => stage));
  const groups = await CubeGroups.load(trx, origin);
  const pages = new Pages();
  const unsettled: number[] = [];
  let cases = 0;
  for await (const { caseIds, logs } of touchedLogs(trx, origin, touched)) {
    await groups.add(trx, logs);
    const rows = logs.map((log) => clockRow(request, log, judge(log, asOf), groups.numberOf(log), asOf, customers));
    const before = everything ? [] : await storedClocks(trx, request, caseIds);
    await replaceClocks(trx, request, before.length === 0 ? 'absent' : caseIds, rows);
    refile(pages, before, rows, pieceAt);
    for (const row of rows) if (isUnsettled(row)) unsettled.push(row.case_id);
    cases += logs.length;
  }
  await writePages(trx, request, pages, everything);
  const tree = unitTree(input.units);
  const parts = await rollUp(trx, { origin, ruleSet, tree, changed: pages, empty: everything, version });
  await saveJudged(trx, request, { version, calendarVersion: calendar.version, basis, unsettled });
  return { cases, pages: pages.all().length, parts };
}
