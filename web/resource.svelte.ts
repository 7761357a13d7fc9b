import { ask, type Failure } from './ask.ts';
import { Kept } from './kept.ts';
import { dataVersion } from './sources.svelte.ts';

export type Resource<T> = {
  /** The last good answer, also while the next is on its way or has failed. */
  readonly data: T | null;
  /** What it answers. */
  readonly url: string | null;
  /** The answer belongs to another question (other filters) than the one now asked. */
  readonly outdated: boolean;
  readonly failure: Failure | null;
  /** Asking for longer than 300 ms. */
  readonly slow: boolean;
  /** When the last good answer came, ms since the epoch. */
  readonly answeredAt: number | null;
  retry(): void;
};

const SLOW_MS = 300;
const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 30_000;

const kept = new Kept(60);

/**
 * What one panel shows. Call it while a component is set up. Asks again when the address changes, when new data has been
 * imported, every `everyMs`, and after a passing failure (with growing, jittered pauses). `null` asks nothing.
 */
export function resource<T>(url: () => string | null, options: { everyMs?: number } = {}): Resource<T> {
  let state = $state.raw<{ url: string; data: T; at: number } | null>(null);
  let failure = $state.raw<Failure | null>(null);
  let slow = $state(false);
  let asked = $state('');
  let tries = $state(0);

  $effect(() => {
    const address = url();
    dataVersion();
    void tries;
    if (address === null) return;
    const known = kept.get(address);
    if (known) state = { url: address, data: known.data as T, at: known.at };
    asked = address;
    const abort = new AbortController();
    const timers: number[] = [];
    let pause = RETRY_FIRST_MS;
    const round = async () => {
      timers.push(window.setTimeout(() => (slow = true), SLOW_MS));
      const answer = await ask<T>(address, abort.signal);
      if (abort.signal.aborted) return;
      for (const timer of timers.splice(0)) clearTimeout(timer);
      slow = false;
      if ('data' in answer) {
        kept.set(address, answer.data, Date.now());
        state = { url: address, data: answer.data, at: Date.now() };
        failure = null;
        pause = RETRY_FIRST_MS;
        if (options.everyMs) timers.push(window.setTimeout(round, options.everyMs));
        return;
      }
      failure = answer.failure;
      if (!answer.failure.retryable) return;
      timers.push(window.setTimeout(round, pause * (0.5 + Math.random())));
      pause = Math.min(pause * 2, RETRY_MOST_MS);
    };
    void round();
    return () => {
      abort.abort();
      for (const timer of timers) clearTimeout(timer);
      slow = false;
    };
  });

  return {
    get data() {
      return state?.data ?? null;
    },
    get url() {
      return state?.url ?? null;
    },
    get outdated() {
      return state !== null && state.url !== asked;
    },
    get failure() {
      return failure;
    },
    get slow() {
      return slow;
    },
    get answeredAt() {
      return state?.at ?? null;
    },
    retry: () => void tries++,
  };
}
