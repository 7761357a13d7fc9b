import { CUBE, type DayNumber, type Process } from '../../sql/vocabulary.ts';
import type { Clock, Reading } from './clocks.ts';
import { ANYONE, counts } from './count.ts';
import { dateText, dayOf, isoText } from './day.ts';
import { firstCounting, lastCounting, type Limit } from './measure.ts';
import type { RuleSet } from './rule-set.ts';
import { EVERY_DAY, type WorkCalendar } from './work-calendar.ts';

/** A day a clock counts, with its running number. */
export type NumberedDay = { day: DayNumber; number: number };

/** A clock as the case page lists it: see api/contract/case.ts. */
export type ClockRow = {
  stage: string;
  name: string;
  rules: string;
  rulesName: string;
  rulesNameEn: string;
  kind: string;
  ruleVersion: string;
  calendarVersion: string;
  legalSource: string;
  limit: number | null;
  limitUnit: string;
  convention: string;
  started: string;
  deadline: string | null;
  stopped: string | null;
  used: number;
  over: number | null;
  verdict: string;
  reason: string;
  provisional: boolean;
  days: { date: string; number: number }[];
};

const SEGMENT_CODES = new Map<number, string>([
  [CUBE.segmentA, 'segmentA'],
  [CUBE.segmentB, 'segmentB'],
  [CUBE.segmentC, 'segmentC'],
  [CUBE.segmentD, 'segmentD'],
]);

/** Code and name of a clock's stage; the whole process and the utility sum have their code for a name. */
export function stageOf(stage: number, process: Process): { code: string; name: string } {
  if (stage === CUBE.whole) return { code: 'whole', name: 'whole' };
  if (stage === CUBE.utilitySum) return { code: 'utilitySum', name: 'utilitySum' };
  const segment = SEGMENT_CODES.get(stage);
  if (segment !== undefined) return { code: segment, name: segment };
  const { code = '', name = '' } = process.stages.find((one) => one.stage === stage) ?? {};
  return { code, name };
}

export function clockRow(
  clock: Clock,
  reading: Reading,
  rules: RuleSet,
  process: Process,
  calendar: WorkCalendar,
): ClockRow {
  const { zone } = process;
  const rule = (clock.planned ?? clock.agreed)?.rule;
  const { code, name } = stageOf(clock.stage, process);
  return {
    stage: code,
    name: clock.stage < 0 ? '' : name,
    rules: rules.code,
    rulesName: rules.name,
    rulesNameEn: rules.nameEn,
    kind: rules.kind,
    ruleVersion: rules.version,
    calendarVersion: calendar.version,
    legalSource: rule?.source ?? '',
    limit: clock.planned?.rule.value ?? null,
    limitUnit: rule?.unit ?? '',
    convention: rule?.convention ?? 'EXCLUDE_START',
    started: isoText(clock.started, zone),
    deadline: clock.deadline === null ? null : isoText(clock.deadline, zone),
    stopped: clock.stopped === null ? null : isoText(clock.stopped, zone),
    used: clock.used,
    over: overOf(clock, calendar, zone, reading),
    verdict: shownVerdict(clock),
    reason: clock.reason,
    provisional: clock.provisional,
    days: numberedDays(clock, reading, calendar, zone).map(({ day, number }) => ({ date: dateText(day), number })),
  };
}

/** How a stay without a limit is counted. */
const UNLIMITED: Pick<Limit, 'unit' | 'mask' | 'convention'> = {
  unit: 'working-day',
  mask: ANYONE,
  convention: 'EXCLUDE_START',
};

/** Every day the clock counts, to its stop or to the data; none for limits in hours. */
export function numberedDays(clock: Clock, reading: Reading, calendar: WorkCalendar, zone: string): NumberedDay[] {
  const { unit, mask, convention } = clock.planned?.limit ?? UNLIMITED;
  if (unit === 'working-hour') return [];
  // A deadline the source gives stands still for nobody.
  const given = clock.planned === null && clock.deadline !== null;
  const line = unit === 'working-day' ? calendar : EVERY_DAY;
  const from = firstCounting(dayOf(clock.started, zone), convention);
  const to = lastCounting({ stopped: clock.stopped, asOf: reading.asOf }, zone);
  const days: NumberedDay[] = [];
  for (const run of reading.runs(convention, clock.planned?.rule.pauses)) {
    if (!given && !counts(run, mask)) continue;
    for (let day = Math.max(run.from, from); day <= Math.min(run.to, to); day++) {
      if (line.upTo(day) > line.upTo(day - 1)) days.push({ day, number: days.length + 1 });
    }
  }
  return days;
}

export function shownVerdict({ verdict, over, paused }: Clock): string {
  if (verdict !== 'running') return verdict;
  return over > 0 ? 'running-overdue' : paused ? 'paused' : 'running';
}

/** Past the deadline by so much (positive), or so much of the limit left (zero or negative); null without a limit. */
export function overOf(clock: Clock, calendar: WorkCalendar, zone: string, { asOf }: Reading): number | null {
  if (clock.verdict === 'undecidable') return null;
  if (clock.over > 0) return clock.over;
  if (clock.planned !== null) return Math.min(0, clock.used - clock.planned.limit.value);
  if (clock.deadline === null) return null;
  const today = lastCounting({ stopped: clock.stopped, asOf }, zone);
  // Not −0, which JSON and tests tell apart.
  return 0 - calendar.workingDays(today, dayOf(clock.deadline - 1, zone), 'EXCLUDE_START');
}
