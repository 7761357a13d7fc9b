import type { Db } from '../sql/database.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { Claim, Detail } from '../sql/write/job-slots.ts';
import { claimSlot, failSlot, finishSlot, guardSlot, keepSlot, TakenOver } from '../sql/write/job-slots.ts';

export type RunnerContext = {
  db: Db;
  now: () => Instant;
  /** How long a silent holder keeps its slot; it reports three times within. Default LEASE_MS. */
  leaseMs?: number;
};

/** What a job's work may do with the slot it holds. */
export type Held = {
  claim: Claim;
  /** Tells how far the work is; written to the ledger about once a second. */
  progress(detail: Detail): void;
  /** Called inside the transaction of the effect: refuses it when another process took the slot over. */
  guard(trx: Db): Promise<void>;
  /** Closes the slot inside the transaction of an effect that must not happen twice, even if the process dies right after. */
  finish(trx: Db, detail: Detail): Promise<void>;
};

export type Outcome =
  | { state: 'done'; detail: Detail }
  | { state: 'failed'; error: Error; final: boolean }
  /** Somebody else does it or did it. */
  | { state: 'taken' };

/** How long the ledger keeps what was done of jobs that run all day, microseconds. */
export const SLOTS_KEPT = 30 * 86_400_000_000;

/** With the look of every five seconds, what a killed program had begun goes on within half a minute. */
const LEASE_MS = 20_000;
const REPORT_MS = 1_000;
const ATTEMPTS = 5;

/** Minutes until the next try after the n-th failure: 1, 2, 4, 8. */
export function retryAt(now: Instant, attempts: number): Instant | null {
  return attempts >= ATTEMPTS ? null : now + 60e6 * 2 ** (attempts - 1);
}

/**
 * Does a slot's work once, among all processes that ask: claims it, keeps the lease alive, writes the result. A failure is
 * tried again later, by whoever is there. A holder that was silent for longer than its lease loses the slot and cannot commit.
 */
export async function runSlot(
  context: RunnerContext,
  job: string,
  slot: string,
  work: (held: Held) => Promise<Detail>,
): Promise<Outcome> {
  const { db, now } = context;
  const leaseMs = context.leaseMs ?? LEASE_MS;
  const claim = await claimSlot(db, job, slot, { now: now(), leaseMs });
  if (claim === null) return { state: 'taken' };

  let detail: Detail = {};
  let dirty = false;
  let reporting: Promise<unknown> = Promise.resolve();
  let reported = now();
  const report = () => {
    if (!dirty && now() - reported < (leaseMs * 1000) / 3) return;
    dirty = false;
    reported = now();
    // A report that fails is no reason to stop: guard() decides.
    reporting = keepSlot(db, claim, { now: now(), leaseMs, detail }).catch(() => false);
  };
  const timer = setInterval(report, Math.min(REPORT_MS, leaseMs / 3));
  const progress = (next: Detail) => {
    detail = next;
    dirty = true;
  };
  let finished = false;
  const finish = async (trx: Db, result: Detail) => {
    if (!(await finishSlot(trx, claim, now(), result))) throw new TakenOver(claim);
    finished = true;
  };
  try {
    const result = await work({ claim, progress, guard: (trx) => guardSlot(trx, claim), finish });
    clearInterval(timer);
    await reporting;
    if (finished) return { state: 'done', detail: result };
    return (await finishSlot(db, claim, now(), result)) ? { state: 'done', detail: result } : { state: 'taken' };
  } catch (thrown) {
    clearInterval(timer);
    await reporting;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const next = retryAt(now(), claim.attempts);
    const failure = { ...detail, error: error.message, attempts: claim.attempts };
    const kept = await failSlot(db, claim, { now: now(), retryAt: next, detail: failure });
    return kept ? { state: 'failed', error, final: next === null } : { state: 'taken' };
  }
}
