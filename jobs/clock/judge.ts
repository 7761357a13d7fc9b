import type { CaseLog, Instant, Process } from '../../sql/vocabulary.ts';
import type { Judged } from './judged.ts';
import type { RuleSet } from './rule-set.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** Judges one case. Judging many: `makeJudge(process, rules, calendar)` once, then its function per case. */
export declare function judgeCase(
  log: CaseLog,
  process: Process,
  rules: RuleSet,
  calendar: WorkCalendar,
  asOf: Instant,
): Judged;

export type Judge = (log: CaseLog, asOf: Instant) => Judged;

export declare function makeJudge(process: Process, rules: RuleSet, calendar: WorkCalendar): Judge;
