import type { CaseLog, Instant, Process } from '../../sql/vocabulary.ts';
import { calendarOf } from './calendar.ts';
import { clockRow, stageOf, type ClockRow } from './clock-rows.ts';
import type { Clock, Reading } from './clocks.ts';
import { dayOf } from './day.ts';
import { makeClockReader } from './judge.ts';
import { caseDays, shownDays, totalsOf, type LedgerDay, type Totals } from './ledger-days.ts';
import { ledgerRows, type LedgerRow } from './ledger-rows.ts';
import { layOut } from './layout.ts';
import { makePlanner } from './plan.ts';
import type { RuleSet } from './rule-set.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A limit whose clock has not started. */
export type Ahead = { stage: string; name: string; limit: number; limitUnit: string };

export type CaseLedger = {
  days: LedgerDay[];
  ledger: LedgerRow[];
  totals: Totals;
  clocks: ClockRow[];
  ahead: Ahead[];
};

/**
 * Everything the case page says of a case's time as known at `asOf`: its clocks under every rule set, the chosen one's
 * first, and its day ledger with what there is to say of each run of days under the chosen one.
 */
export function caseLedger(
  log: CaseLog,
  process: Process,
  ruleSets: readonly RuleSet[],
  chosen: RuleSet,
  calendar: WorkCalendar,
  asOf: Instant,
): CaseLedger {
  const { reading, clocks, calendar: own } = makeClockReader(process, chosen, calendarOf(chosen, calendar))(log, asOf);
  const convention = chosen.rules[0]?.convention ?? 'EXCLUDE_START';
  const days = caseDays(reading, convention, own, process.zone);
  const others = ruleSets
    .filter((set) => set.code !== chosen.code)
    .flatMap((set) => {
      const judged = makeClockReader(process, set, calendarOf(set, calendar))(log, asOf);
      // Stages without a limit are listed once, under the chosen set.
      const limited = judged.clocks.filter(
        (clock) => clock.planned !== null || clock.deadline !== null || clock.reason !== '',
      );
      return limited.map((clock) => clockRow(clock, judged.reading, set, process, judged.calendar));
    });
  return {
    days: shownDays(days),
    ledger: ledgerRows(days, clocks, reading, convention, process, own),
    totals: totalsOf(days),
    clocks: [...clocks.map((clock) => clockRow(clock, reading, chosen, process, own)), ...others],
    ahead: aheadOf(reading, clocks, chosen, process),
  };
}

function aheadOf({ log, end, spans }: Reading, clocks: readonly Clock[], set: RuleSet, process: Process): Ahead[] {
  if (end !== null) return [];
  const accepted = dayOf(log.opened, process.zone);
  return makePlanner(
    process,
    layOut(process),
    set,
  )(log, log.unit).flatMap(({ stage, position, rules }) => {
    const next = rules.find(({ from, to }) => from <= accepted && accepted <= to);
    const begun = clocks.some((clock) => clock.stage === stage) || spans.furthest > position;
    if (next === undefined || begun || next.rule.optional === true) return [];
    const { code, name } = stageOf(stage, process);
    return [{ stage: code, name, limit: next.limit.value, limitUnit: next.limit.unit }];
  });
}
