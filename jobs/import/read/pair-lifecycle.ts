import type { EventRow } from '../row.ts';

type Heard = { row: EventRow; transition: string; at: number; order: number };

const START = new Set(['start']);
const COMPLETE = new Set(['complete']);
const ARRIVE = new Set(['schedule', 'assign']);

/**
 * Turns life-cycle transitions into steps: the k-th start of an activity in a case with its k-th complete, by time and then by place
 * in the file. The first `schedule` or `assign` before it is the arrival. What finds no partner is a step without a start or without an end;
 * other transitions (suspend, resume …) belong to the step that is then running, else they stand as events.
 */
export class LifecyclePairs {
  readonly #cases = new Map<string, Heard[]>();
  readonly #emit: (row: EventRow) => void;
  #order = 0;

  constructor(emit: (row: EventRow) => void) {
    this.#emit = emit;
  }

  /** `row.finished` is the instant of the transition. */
  add(row: EventRow, transition: string): void {
    const heard = { row, transition: transition.trim().toLowerCase(), at: row.finished ?? 0, order: this.#order++ };
    const known = this.#cases.get(row.caseKey);
    if (known) known.push(heard);
    else this.#cases.set(row.caseKey, [heard]);
  }

  /** Hands over what has been heard: at the end of a trace (XES) or of the file. */
  flush(): void {
    for (const heard of this.#cases.values()) {
      const byStep = new Map<string, Heard[]>();
      heard.sort((a, b) => a.at - b.at || a.order - b.order);
      for (const one of heard) {
        const same = byStep.get(one.row.step);
        if (same) same.push(one);
        else byStep.set(one.row.step, [one]);
      }
      const rows = [...byStep.values()].flatMap(pairs);
      rows.sort((a, b) => a.line - b.line);
      rows.forEach(this.#emit);
    }
    this.#cases.clear();
  }
}

function pairs(heard: Heard[]): EventRow[] {
  const of = (words: ReadonlySet<string>) => heard.filter(({ transition }) => words.has(transition));
  const starts = of(START);
  const completes = of(COMPLETE);
  const arrivals = of(ARRIVE);
  const steps: EventRow[] = [];
  for (let k = 0; k < Math.max(starts.length, completes.length); k++) {
    const start = starts[k]?.row;
    const complete = completes[k]?.row;
    const main = complete ?? start;
    if (!main) continue;
    steps.push({
      ...main,
      records: (start ? 1 : 0) + (complete ? 1 : 0),
      started: start?.finished ?? null,
      finished: complete?.finished ?? null,
      operator: complete?.operator ?? start?.operator ?? null,
      department: complete?.department ?? start?.department ?? null,
      unit: complete?.unit ?? start?.unit ?? null,
      identity: complete?.identity ?? start?.identity ?? null,
    });
  }
  const rest: EventRow[] = [];
  arrivals.forEach(({ row }, k) => {
    const step = steps[k];
    if (!step || (step.arrived ?? Infinity) <= (row.finished ?? 0)) {
      rest.push({ ...row, arrived: row.finished, finished: null });
      return;
    }
    step.arrived = row.finished;
    step.records = (step.records ?? 1) + 1;
  });
  for (const { row, transition, at } of heard) {
    if (START.has(transition) || COMPLETE.has(transition) || ARRIVE.has(transition)) continue;
    const running = steps.find((step) => (step.started ?? Infinity) <= at && at <= (step.finished ?? Infinity));
    if (running) running.records = (running.records ?? 1) + 1;
    else rest.push(row);
  }
  return [...steps, ...rest];
}
