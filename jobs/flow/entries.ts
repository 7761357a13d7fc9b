import { NOBODY, type FlowKind } from '../../sql/flow.ts';
import type { CaseLog, Instant, Piece, Process } from '../../sql/vocabulary.ts';
import { dayOf } from '../clock/day.ts';
import { CUSTOMER, layOut, UTILITY, type Layout } from '../clock/layout.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';
import { caseDaysOf } from './case-days.ts';
import { signsOf, type SignContext } from './signs.ts';

/** One count: a series without its group, the piece it falls into and the days (or times) it stands at. */
export type FlowEntry = { kind: FlowKind; a: number; b: number; c: number; piece: Piece; days: number };

export type FlowContext = {
  layout: Layout;
  calendar: WorkCalendar;
  pieceAt: (at: Instant) => Piece;
  party: (name: string) => number;
  path: (stages: readonly number[]) => number;
};

export type FlowReader = (log: CaseLog) => FlowEntry[];

/**
 * What a case counts for in the flow. Hand-overs count when they are known to be over (accepted, finished), what is said of
 * a case as a whole when it was archived. Nothing depends on the data time, so a case counts anew only when it changed.
 */
export function makeFlowReader(process: Process, context: FlowContext): FlowReader {
  const layout = layOut(process);
  const stageOfStep: number[] = [];
  for (const { step, stage } of process.steps) stageOfStep[step] = stage;
  const place = new Map(process.stages.map(({ stage }, position) => [stage, position]));
  const numberOf = (code: string) => process.stages.find((stage) => stage.code === code)?.stage ?? -1;
  const rectification = numberOf('rectification');
  const utilityStage = new Map(process.stages.map(({ stage, owner }) => [stage, owner === 'utility']));
  // Works go on after an inspection half-way: that is no return.
  const goesOn = `${numberOf('mid')} ${numberOf('customer-construction')}`;
  const isReturn = (path: readonly number[], to: number) => {
    const from = path.at(-1);
    if (from === undefined || !utilityStage.get(from) || `${from} ${to}` === goesOn) return false;
    return path.includes(to) && place.get(to)! < place.get(from)!;
  };
  const signs: SignContext = {
    zone: process.zone,
    calendar: context.calendar,
    stageOf: (step) => stageOfStep[step] ?? -1,
    isUtility: (step) => layout.ownerOfStep[step] === UTILITY,
    connect: numberOf('connect'),
    completion: numberOf('completion'),
  };

  return (log) => {
    const entries: FlowEntry[] = [];
    const add = (kind: FlowKind, at: Instant, days: number, a = 0, b = 0, c = 0) =>
      entries.push({ kind, a, b, c, piece: context.pieceAt(at), days: Math.max(0, days) });
    const days = (from: Instant, to: Instant) =>
      context.calendar.workingDays(dayOf(from, process.zone), dayOf(to, process.zone), 'EXCLUDE_START');

    const path: number[] = [];
    const departments: number[] = [];
    let returns = 0;
    let trips = 0;
    for (const event of log.events) {
      const stage = stageOfStep[event.step] ?? -1;
      const { arrived, started, finished } = event;
      const enteredAt = process.singleStamp ? event.at : (arrived ?? started ?? event.at);
      const wait = !process.singleStamp && arrived !== null && started !== null ? days(arrived, started) : null;
      const before = path.at(-1);
      const back = isReturn(path, stage);
      if (stage !== before) {
        const theirs = layout.ownerOfStep[event.step] === CUSTOMER;
        if (before !== undefined) add('link', enteredAt, wait ?? 0, before, stage, Number(back));
        if (back) returns++;
        if (stage === rectification || (back && theirs)) trips++;
        path.push(stage);
      }
      if (event.department === null) continue;
      const department = context.party(event.department);
      const from = departments.at(-1) ?? NOBODY;
      if (from !== department) {
        if (departments.at(-2) === department) add('ping-pong', enteredAt, 0, from, department);
        if (back && from !== NOBODY) add('back', enteredAt, 0, from, department);
        departments.push(department);
      }
      if (wait !== null) add('wait', started!, wait, from, department, stage);
      if (!process.singleStamp && started !== null && finished !== null)
        add('work', finished, days(started, finished), 0, department, stage);
    }
    if (log.state !== 'archived' || log.ended === null || log.flags !== 0) return entries;

    const end = log.ended;
    add('case', end, days(log.opened, end), context.path(path));
    const ledger = caseDaysOf(log, end, layout, context.calendar);
    ledger.owners.forEach((n, owner) => n > 0 && add('owner', end, n, owner));
    for (const { department, phase, days: n } of ledger.departments)
      add('department', end, n, department === null ? NOBODY : context.party(department), phase);
    if (ledger.paused > 0 || log.pauses.length > 0) add('paused', end, ledger.paused);
    if (returns > 0) add('returns', end, returns);
    if (trips > 0) add('trips', end, trips);
    const repeated = log.events.length - new Set(log.events.map((event) => event.step)).size;
    if (repeated > 0) add('rework', end, repeated);
    const bits = signsOf(log, signs);
    if (bits !== 0) add('signs', end, 0, bits);
    return entries;
  };
}
