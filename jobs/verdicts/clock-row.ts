import { MAX_DAYS } from '../../sql/histogram.ts';
import { CASE_STATES, VERDICTS, type CaseLog, type Instant } from '../../sql/vocabulary.ts';
import type { CalledBack } from '../../sql/write/called-back.ts';
import type { ClockRow, FiledClocks, StandingClocks } from '../../sql/write/clocks.ts';
import type { Judgement } from '../../sql/write/judged.ts';
import type { Judged } from '../clock/judged.ts';

const NO_LIMIT = VERDICTS.indexOf('no-limit');
const UNDECIDABLE = VERDICTS.indexOf('undecidable');
const storable = (days: number) => Math.min(Math.max(days, 0), MAX_DAYS);

/**
 * The row that keeps a case's verdicts at an instant; an end that lies after it has not happened yet. Days beyond what a
 * column holds stand as its largest number.
 */
export function clockRow(
  { origin, ruleSet }: Judgement,
  log: CaseLog,
  judged: Judged,
  called: readonly CalledBack[],
  grp: number,
  asOf: Instant,
  customerStages: ReadonlySet<number>,
): ClockRow & StandingClocks {
  return {
    origin,
    rule_set: ruleSet,
    case_id: log.caseId,
    unit: log.unit,
    grp,
    state: CASE_STATES.indexOf(log.state),
    opened: log.opened,
    ended: log.ended !== null && log.ended <= asOf ? log.ended : null,
    rule: judged.rule,
    stage: judged.stage,
    started: judged.started,
    deadline: judged.deadline,
    risk_at: judged.riskAt,
    stopped: judged.stopped,
    used: judged.used.map(storable),
    days_over: judged.daysOver.map(storable),
    verdict: judged.verdict,
    paused: judged.paused,
    provisional: judged.provisional,
    case_verdict: judged.caseVerdict,
    days: storable(judged.days),
    customer_only: judged.customerOnly,
    late: judged.late,
    remarks: judged.remarks,
    ...standing(judged, customerStages),
    ...seenOf(called.length === 0 ? judged.seen : [...judged.seen, ...called]),
  };
}

/** Clocks seen under way, and callbacks; nothing is kept where there are none. */
function seenOf(seen: Judged['seen']) {
  if (seen.length === 0) return { seen_stage: null, seen_at: null, seen_days: null };
  return {
    seen_stage: seen.map(({ stage }) => stage),
    seen_at: seen.map(({ at }) => at),
    seen_days: seen.map(({ days }) => storable(days)),
  };
}

/** What the running clocks say together. One without a limit on a customer's stage runs for nobody. */
function standing(
  { stage, deadline, riskAt, stopped, daysOver, verdict, paused }: Judged,
  customerStages: ReadonlySet<number>,
) {
  const said = { due: null as Instant | null, risk: null as Instant | null, runs: false, halted: false, unsure: false };
  let over = 0;
  for (let i = 0; i < stage.length; i++) {
    if (stopped[i] !== null) continue;
    said.due = earlier(said.due, deadline[i]!);
    said.risk = earlier(said.risk, riskAt[i]!);
    said.halted ||= paused[i]!;
    said.unsure ||= verdict[i] === UNDECIDABLE;
    said.runs ||=
      !paused[i]! && verdict[i] !== UNDECIDABLE && !(verdict[i] === NO_LIMIT && customerStages.has(stage[i]!));
    over = Math.max(over, daysOver[i]!);
  }
  return { ...said, over: storable(over) };
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A case that is not open, yet whose clocks a later data time may change. */
export function isUnsettled(row: FiledClocks): boolean {
  return CASE_STATES[row.state] !== 'open' && (row.ended === null || row.stopped.includes(null));
}
