import { MAX_DAYS } from '../../sql/histogram.ts';
import { CASE_STATES, type CaseLog, type Instant } from '../../sql/vocabulary.ts';
import type { ClockRow, FiledClocks } from '../../sql/write/clocks.ts';
import type { Judgement } from '../../sql/write/judged.ts';
import type { Judged } from '../clock/judged.ts';

const storable = (days: number) => Math.min(Math.max(days, 0), MAX_DAYS);

/**
 * The row that keeps a case's verdicts at an instant; an end that lies after it has not happened yet. Days beyond what a
 * column holds stand as its largest number.
 */
export function clockRow(
  { origin, ruleSet }: Judgement,
  log: CaseLog,
  judged: Judged,
  grp: number,
  asOf: Instant,
): ClockRow & FiledClocks {
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
  };
}

/** A case that is not open, yet whose clocks a later data time may change. */
export function isUnsettled(row: FiledClocks): boolean {
  return CASE_STATES[row.state] !== 'open' && (row.ended === null || row.stopped.includes(null));
}
