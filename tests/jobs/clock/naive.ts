import { startOfDay, dayOf } from '../../../jobs/clock/day.ts';
import type { WorkCalendar } from '../../../jobs/clock/work-calendar.ts';
import { OWNERS, type CaseLog, type Instant, type Owner, type Process } from '../../../sql/vocabulary.ts';

export type NaiveDays = Record<Owner, number> & { workingDays: number; counted: number };

/**
 * Domain §3 told day by day, for tests only: under EXCLUDE_START a working day belongs to whoever held the ball when it
 * began: a suspension's owner, else of the open steps utility before government before grid project before customer,
 * else the utility. What ends at 00:00 ends on the day that begins then. `counted` are the days a clock of the utility's sum counts.
 */
export function naiveDays(log: CaseLog, process: Process, calendar: WorkCalendar, end: Instant): NaiveDays {
  const days: NaiveDays = { utility: 0, government: 0, grid: 0, customer: 0, workingDays: 0, counted: 0 };
  for (let day = dayOf(log.opened, process.zone) + 1; day <= dayOf(end, process.zone); day++) {
    const dawn = startOfDay(day, process.zone);
    if (!calendar.isWorking(day)) continue;
    const pause = log.pauses.find(({ from, to }) => from <= dawn && (to === null || dawn < to));
    const open = log.events
      .filter(({ arrived, finished }) => arrived! <= dawn && (finished === null || dawn < finished))
      .map(({ step }) => process.steps[step]!.owner);
    const owner = pause?.owner ?? OWNERS.find((one) => open.includes(one)) ?? 'utility';
    days[owner]++;
    days.workingDays++;
    if (owner === 'utility') days.counted++;
  }
  return days;
}
