import { NOBODY, PHASES } from '../../sql/flow.ts';
import { OWNERS, type CaseLog, type Instant } from '../../sql/vocabulary.ts';
import { readCase } from '../clock/clocks.ts';
import { dayOf } from '../clock/day.ts';
import { UTILITY, type Layout } from '../clock/layout.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';

/** A case's working days by owner, and the utility's by department and phase; the latter add up to the former. */
export type CaseDays = {
  owners: number[];
  departments: { department: string | null; phase: number; days: number }[];
  paused: number;
};

const [WAITING, WORKING] = [PHASES.indexOf('waiting'), PHASES.indexOf('working')];

/** The day ledger of an ended case in sums: whose each working day was (domain §3, EXCLUDE_START). */
export function caseDaysOf(log: CaseLog, end: Instant, layout: Layout, calendar: WorkCalendar): CaseDays {
  const { zone } = layout;
  const reading = readCase(log, layout, end);
  const first = dayOf(reading.held[0]!.from, zone);
  const last = Math.max(first, dayOf(end, zone));
  const owners = OWNERS.map(() => 0);
  let paused = 0;
  const ours: { from: number; to: number }[] = [];
  for (const run of reading.runs('EXCLUDE_START')) {
    const [from, to] = [Math.max(run.from, first + 1), Math.min(run.to, last)];
    if (to < from) continue;
    const days = calendar.upTo(to) - calendar.upTo(from - 1);
    owners[run.owner]! += days;
    if (run.paused) paused += days;
    if (run.owner === UTILITY) ours.push({ from, to });
  }
  const shares = new Map<string, CaseDays['departments'][number]>();
  let next = first + 1;
  const give = (department: string | null, phase: number, until: number) => {
    const to = Math.min(until, last);
    if (to < next) return;
    let days = 0;
    for (const run of ours) {
      const [from, end] = [Math.max(run.from, next), Math.min(run.to, to)];
      if (from <= end) days += calendar.upTo(end) - calendar.upTo(from - 1);
    }
    next = to + 1;
    if (days === 0) return;
    const key = `${phase} ${department ?? NOBODY}`;
    const share = shares.get(key);
    if (share) share.days += days;
    else shares.set(key, { department, phase, days });
  };
  for (const { event, owner, from, to } of reading.stays) {
    if (owner !== UTILITY) continue;
    give(null, WORKING, dayOf(from, zone)); // where no step was open
    if (event.arrived !== null && event.started !== null && !layout.singleStamp)
      give(event.department, WAITING, dayOf(event.started, zone));
    give(event.department, WORKING, to === Infinity ? last : dayOf(to, zone));
  }
  give(null, WORKING, last);
  return { owners, departments: [...shares.values()], paused };
}
