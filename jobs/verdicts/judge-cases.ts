import type { Db } from '../../sql/database.ts';
import { pausesOf, processOf, type HeldLogs } from '../../sql/read/case-log.ts';
import type { CaseLog, Instant, Process } from '../../sql/vocabulary.ts';
import { calledBack, type CalledBack } from '../../sql/write/called-back.ts';
import { clearJudgement } from '../../sql/write/clear-judgement.ts';
import { replaceClocks, storedClocks, writeNewClocks } from '../../sql/write/clocks.ts';
import { writeParts } from '../../sql/write/cube.ts';
import { CubeGroups } from '../../sql/write/cube-groups.ts';
import { judgingInput, saveJudged, type Judgement, type JudgingInput } from '../../sql/write/judged.ts';
import { casesBeyond, keepMoved, setAside } from '../../sql/write/moved-deadlines.ts';
import { calendarOf } from '../clock/calendar.ts';
import { makeJudge } from '../clock/judge.ts';
import type { RuleSet } from '../clock/rule-set.ts';
import { dayOf, startOfDay } from '../clock/day.ts';
import { firstDifference, type WorkCalendar } from '../clock/work-calendar.ts';
import { basisOf, extendsBasis, type Basis } from './basis.ts';
import { clockRow, isUnsettled } from './clock-row.ts';
import { filedAt } from './filing.ts';
import { calendarInForce, calendarNamed, ruleSetsInForce } from './in-force.ts';
import { Pages } from './page.ts';
import { fileNew, refile, writePages } from './refile.ts';
import { rollUp } from './roll-up.ts';
import { touchedLogs } from './touched-logs.ts';
import { unitTree } from './unit-tree.ts';
import { wholeCube } from './whole-cube.ts';

/** Which cases are judged: those an import touched (the open ones, too), or every case anew. */
export type JudgeRequest = Judgement & {
  caseIds: readonly number[] | 'all';
  version: number;
  /** More of the same import follows, in the same transaction: what only grows older is judged with the last of it. */
  more?: boolean;
  /** Told of how many cases are judged, now and then. */
  progress?: (cases: number) => void;
  /** Logs of new cases, none of them judged yet. */
  logs?: HeldLogs | null;
};

/** How many cases were judged, how many pages and parts of the cube were written for it, and deadlines moved. */
export type JudgeResult = { cases: number; pages: number; parts: number; moved: number };

/**
 * Judges cases at their origin's data time and brings clocks, pages and cube into line, inside the caller's transaction
 * (of `inTransaction`). Every case is judged when none was before, or when rules, calendar, stages or tree have changed
 * under them. Pages and parts whose content stays the same are not written.
 */
export async function judgeCases(trx: Db, request: JudgeRequest): Promise<JudgeResult> {
  const { origin, ruleSet, version } = request;
  const input = await judgingInput(trx, request);
  const process = await processOf(trx, origin);
  const rules = (await ruleSetsInForce(trx)).find((set) => set.id === ruleSet);
  if (!rules) throw new Error(`no rule set ${ruleSet} to judge origin ${origin} by`);
  const calendar = calendarOf(rules, await calendarInForce(trx));
  const basis = basisOf(rules, calendar.versions, process, input.units);
  const moving = movingOf(input, calendar, rules);
  const beyond = moving === null ? [] : await movedCases(trx, request, input, basis, process, calendar);
  const last = input.last && beyond !== 'all' && extendsBasis({ ...input.last.basis, calendar: basis.calendar }, basis);
  const asOf: Instant = input.dataTime ?? 0;
  const ages = request.more !== true && input.last?.asOf !== asOf;
  const waiting = last && !ages ? input.last!.unsettled : [];
  const aged = ages ? (input.last?.unsettled ?? []) : [];
  const touched = request.caseIds === 'all' || !last ? 'all' : new Set([...request.caseIds, ...aged, ...beyond]);
  const everything = touched === 'all';
  if (moving) await setAside(trx, request);
  if (everything) await clearJudgement(trx, request);

  const judge = makeJudge(process, rules, calendar);
  const at = filedAt(process.zone);
  const customers = new Set(process.stages.filter(({ owner }) => owner === 'customer').map(({ stage }) => stage));
  const groups = await CubeGroups.load(trx, origin);
  const pages = new Pages();
  const unsettled = everything ? [] : waiting.filter((caseId) => !touched.has(caseId));
  let cases = 0;
  const rowOf = (log: CaseLog, called: ReadonlyMap<string, CalledBack[]>) => {
    const row = clockRow(
      request,
      log,
      judge(log, asOf),
      called.get(log.caseKey) ?? [],
      groups.numberOf(log),
      asOf,
      customers,
    );
    if (isUnsettled(row)) unsettled.push(row.case_id);
    cases++;
    return row;
  };
  const held = request.logs ?? null;
  for await (const { caseIds, logs } of touchedLogs(trx, origin, touched, ages, held?.first)) {
    const called = await calledBack(
      trx,
      origin,
      logs.map((log) => log.caseKey),
    );
    const rows = logs.map((log) => rowOf(log, called));
    const before = everything ? [] : await storedClocks(trx, request, caseIds);
    await replaceClocks(trx, request, before.length === 0 ? 'absent' : caseIds, rows);
    refile(pages, before, rows, at, asOf);
    request.progress?.(cases);
  }
  if (held !== null && held.keys.length > 0) {
    const logs = held.logs(await pausesOf(trx, origin, held.keys));
    await writeNewClocks(trx, judgedAndFiled(logs, await calledBack(trx, origin, held.keys)));
  }
  await groups.save(trx);
  function* judgedAndFiled(logs: Iterable<CaseLog>, called: ReadonlyMap<string, CalledBack[]>) {
    for (const log of logs) {
      const row = rowOf(log, called);
      fileNew(pages, row, at, asOf);
      yield row;
    }
  }
  await writePages(trx, request, pages, everything);
  const tree = unitTree(input.units);
  const parts = everything
    ? await writeParts(trx, request, wholeCube(pages.all(), tree), version)
    : await rollUp(trx, { origin, ruleSet, tree, changed: pages, version });
  const judgedAt = ages || everything ? asOf : input.last!.asOf;
  await saveJudged(trx, request, { version, calendarVersion: calendar.versions, basis, unsettled, asOf: judgedAt });
  const moved = moving ? await keepMoved(trx, request, moving) : 0;
  return { cases, pages: pages.all().length, parts, moved };
}

/** What of the ground has changed under verdicts that stand; null: neither calendar nor rules. */
function movingOf({ last }: JudgingInput, calendar: WorkCalendar, rules: RuleSet) {
  if (last === null) return null;
  const [before, after] = [last.calendarVersion, calendar.versions];
  if (before !== after) return { cause: 'calendar' as const, before, after };
  const same = extendsBasis((last.basis as Basis).rules, JSON.parse(JSON.stringify(rules)), false);
  return same ? null : { cause: 'rules' as const, before, after };
}

/**
 * The ended cases a changed calendar concerns. One that differs only in days to come leaves alone what ended and fell due
 * before them; rules that changed, or days of the past, concern every case.
 */
async function movedCases(
  trx: Db,
  request: JudgeRequest,
  { last, dataTime }: JudgingInput,
  basis: Basis,
  process: Process,
  calendar: WorkCalendar,
): Promise<number[] | 'all'> {
  if (last === null || !extendsBasis({ ...last.basis, calendar: basis.calendar }, basis)) return 'all';
  const before = await calendarNamed(trx, last.calendarVersion);
  if (before === null) return 'all';
  const paths = [[], ...(process.unitPaths?.values() ?? [])];
  const pairs = new Map(
    paths
      .map((path) => [before.at?.(path) ?? before, calendar.at?.(path) ?? calendar] as const)
      .map((pair) => [`${pair[0].version} ${pair[1].version}`, pair]),
  );
  const differing = [...pairs.values()].flatMap(([old, young]) => firstDifference(old, young) ?? []);
  const first = Math.min(...differing);
  if (first <= dayOf(dataTime ?? 0, process.zone)) return 'all';
  return first === Infinity ? [] : casesBeyond(trx, request, startOfDay(first, process.zone));
}
