import { schedule, setLogger } from 'node-cron';
import { BUSINESS_ZONE } from '../sql/vocabulary.ts';
import { abandonedSlots, closedSlots } from '../sql/write/job-slots.ts';
import type { Held, Outcome, RunnerContext } from './runner.ts';
import { runSlot } from './runner.ts';

/** One line of the timetable. */
export type Line = {
  job: string;
  /** When to look: seconds, minutes, hours, day, month, weekday, in the business zone. Only a tick: the ledger decides what runs. */
  at: string;
  /** The slots that ought to be done by now, in the order to do them; what the ledger has as done is left out. */
  due(): Promise<readonly string[]>;
  run(slot: string, held: Held): Promise<Record<string, unknown>>;
};

export type Scheduled = {
  /** Ends after the slot that is being worked on, if any. */
  stop(): Promise<void>;
};

/** However long the list, what somebody left begun is looked for after so many microseconds, and done first. */
const AGAIN = 5_000_000;

/** Does everything of one line that is due and not done; after a downtime that is whatever was missed. */
export async function catchUp(
  context: RunnerContext,
  line: Line,
  told: (slot: string, outcome: Outcome) => void,
  stopped: () => boolean = () => false,
): Promise<void> {
  const due = await line.due();
  if (due.length === 0) return;
  const { db, now } = context;
  const closed = await closedSlots(db, line.job, due, now());
  const attempt = async (slot: string) => {
    if (stopped()) return;
    told(slot, await runSlot(context, line.job, slot, (held) => line.run(slot, held)));
  };
  let looked = now();
  for (const slot of due) {
    if (stopped()) return;
    if (now() - looked >= AGAIN) {
      for (const left of await abandonedSlots(db, line.job, due, now())) await attempt(left);
      looked = now();
    }
    if (!closed.has(slot)) await attempt(slot);
  }
}

/** Looks at every line at once and from then on at its times. A line still at work is not started again. */
export function startSchedule(
  context: RunnerContext,
  lines: readonly Line[],
  told: (job: string, slot: string, outcome: Outcome) => void,
  failed: (job: string, error: unknown) => void,
): Scheduled {
  setLogger({ info() {}, debug() {}, warn() {}, error: (message, error) => failed('tick', error ?? message) });
  const busy = new Map<string, Promise<void>>();
  let stopping = false;
  const look = (line: Line) => {
    if (stopping || busy.has(line.job)) return;
    const work = catchUp(
      context,
      line,
      (slot, outcome) => told(line.job, slot, outcome),
      () => stopping,
    )
      .catch((error: unknown) => failed(line.job, error))
      .finally(() => busy.delete(line.job));
    busy.set(line.job, work);
  };
  const ticks = lines.map((line) => schedule(line.at, () => look(line), { timezone: BUSINESS_ZONE }));
  for (const line of lines) look(line);
  return {
    async stop() {
      stopping = true;
      await Promise.all(ticks.map((tick) => tick.destroy()));
      await Promise.all(busy.values());
    },
  };
}
