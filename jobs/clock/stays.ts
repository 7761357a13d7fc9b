import type { CaseLog, Instant, StepEvent } from '../../sql/vocabulary.ts';
import { UTILITY, type Layout } from './layout.ts';

/** A step's stay in a case as known at `asOf`. */
export type Stay = {
  event: StepEvent;
  /** Position of its stage; -1: none. */
  position: number;
  owner: number;
  from: Instant;
  /** When it was left; Infinity while it is open. An end nobody wrote down is the start: it holds nothing. */
  to: Instant;
  /** The end is known, or it is open. */
  known: boolean;
};

/** The end of a case as known at `asOf`; null while it is open. */
export function endOf(log: CaseLog, asOf: Instant): Instant | null {
  return log.ended !== null && log.ended <= asOf ? log.ended : null;
}

/**
 * The stays of a case. With one timestamp per event a stay runs to the next event; the last one of an ended case ends
 * where it began. Events after `asOf` do not count.
 */
export function staysOf(log: CaseLog, layout: Layout, asOf: Instant): Stay[] {
  const open = endOf(log, asOf) === null;
  const stays: Stay[] = [];
  const events = log.events;
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    const from = layout.singleStamp ? event.at : (event.arrived ?? event.started ?? event.at);
    if (from > asOf) continue;
    let to = layout.singleStamp ? events[i + 1]?.at : event.finished;
    if (to === undefined && !open) to = from;
    const ended = to !== undefined && to !== null && to <= asOf;
    stays.push({
      event,
      position: layout.positionOfStep[event.step] ?? -1,
      owner: layout.ownerOfStep[event.step] ?? UTILITY,
      from,
      to: ended ? Math.max(to!, from) : open ? Infinity : from,
      known: ended || open,
    });
  }
  return stays;
}

/** When a case reached and left a stage; arrays by position. */
export type Spans = {
  /** First arrival; Infinity where the stage does not occur. */
  first: Float64Array;
  /** Last finish; -Infinity where there is none. */
  last: Float64Array;
  /** Some stay in it is open. */
  open: Uint8Array;
  /** The furthest position that occurs; -1 for none. */
  furthest: number;
};

/** `open`: the case is not over. A stage whose last step is still to come lasts until the case moves on. */
export function spansOf(stays: readonly Stay[], layout: Layout, open: boolean): Spans {
  const n = layout.stages.length;
  const spans: Spans = {
    first: new Float64Array(n).fill(Infinity),
    last: new Float64Array(n).fill(-Infinity),
    open: new Uint8Array(n),
    furthest: -1,
  };
  for (const { position, from, to, known } of stays) {
    if (position < 0) continue;
    if (from < spans.first[position]!) spans.first[position] = from;
    if (to === Infinity) spans.open[position] = 1;
    else if (known && to > spans.last[position]!) spans.last[position] = to;
    if (position > spans.furthest) spans.furthest = position;
  }
  const at = spans.furthest;
  if (open && at >= 0 && layout.hasEnd[at] && !isDone(stays, at, spans.last[at]!, layout)) spans.open[at] = 1;
  return spans;
}

/** What was finished last in a stage is a step that ends it. */
const isDone = (stays: readonly Stay[], at: number, last: Instant, { endsStage }: Layout): boolean =>
  stays.some(({ event, position, to }) => position === at && to === last && endsStage[event.step]);
