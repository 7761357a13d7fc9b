import { VERDICTS, type Instant } from '../../sql/vocabulary.ts';
import { dayFrom, dayOf } from './day.ts';
import type { RuleSet } from './rule-set.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** A case with its suspensions and its clocks, each as parallel arrays. */
export type Suspended = {
  ended: Instant;
  from: readonly Instant[];
  to: readonly (Instant | null)[];
  reason: readonly string[];
  told: readonly (Instant | null)[];
  rule: readonly number[];
  started: readonly (Instant | null)[];
  stopped: readonly (Instant | null)[];
  used: readonly number[];
  verdict: readonly number[];
};

/** What is to be asked of one suspension. Evidence to check, never a verdict. */
export type AuditedSuspension = {
  reason: string;
  /** Working days taken out: those that began during it. */
  days: number;
  /** Opened when a limit it stops had at least 80 % of its working days used. */
  lastMinute: boolean;
  /** A clock it stopped was in time and, with all suspended days counted, would not have been. */
  rescued: boolean;
  /** First told of more than a day after it began; null where the source does not date its rows. */
  retroactive: boolean | null;
};

const LAST_SHARE = 0.8;
const MET = VERDICTS.indexOf('met');

export function auditSuspensions(
  one: Suspended,
  rules: Pick<RuleSet, 'rules'>,
  calendar: WorkCalendar,
  zone: string,
): AuditedSuspension[] {
  const spans = one.from.map((from, i) => ({ from, to: Math.min(one.to[i] ?? one.ended, one.ended) }));
  const daysIn = (span: { from: Instant; to: Instant }, from: Instant, to: Instant) => {
    const first = dayFrom(Math.max(span.from, from), zone);
    return Math.max(0, calendar.upTo(dayFrom(Math.min(span.to, to), zone) - 1) - calendar.upTo(first - 1));
  };
  const clocks = one.rule.flatMap((index, i) => {
    const rule = rules.rules[index];
    const started = one.started[i];
    if (rule?.value == null || rule.unit !== 'working-day' || started == null) return [];
    const stopped = one.stopped[i] ?? one.ended;
    const taken = spans.reduce((sum, span) => sum + daysIn(span, started, stopped), 0);
    const rescued = one.verdict[i] === MET && one.used[i]! + taken > rule.value;
    return [{ started, stopped, limit: rule.value, rescued }];
  });
  return spans.map((span, i) => {
    const touched = clocks.filter(({ started, stopped }) => started <= span.from && span.from < stopped);
    const told = one.told[i] ?? null;
    return {
      reason: one.reason[i]!,
      days: daysIn(span, span.from, span.to),
      lastMinute: touched.some(({ started, limit }) => {
        const used = calendar.workingDays(dayOf(started, zone), dayOf(span.from, zone), 'EXCLUDE_START');
        return used >= LAST_SHARE * limit && used <= limit;
      }),
      rescued: touched.some((clock) => clock.rescued && daysIn(span, clock.started, clock.stopped) > 0),
      retroactive: told === null ? null : dayOf(told - 1, zone) - dayOf(span.from, zone) > 1,
    };
  });
}
