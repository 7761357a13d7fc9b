import type { Problem } from '../api/contract/problem.ts';

/** Why there is no answer. `code` is stable: the server's own, else `offline`, `timeout` or `http-<status>`. */
export type Failure = { code: string; detail: string; retryable: boolean };
export type Answer<T> = { data: T } | { failure: Failure };

const TIMEOUT_MS = 30_000;

/** One GET of our own API; never throws. An aborted request answers with the code `aborted`. */
export async function ask<T>(url: string, signal?: AbortSignal): Promise<Answer<T>> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const stop = () => timeout.abort();
  signal?.addEventListener('abort', stop);
  try {
    const reply = await fetch(url, {
      signal: timeout.signal,
      headers: { accept: 'application/json' },
      cache: 'no-cache',
    });
    if (reply.ok) return { data: (await reply.json()) as T };
    const problem = (await reply.json().catch(() => null)) as Problem | null;
    const retryable = reply.status >= 500 || reply.status === 429;
    return { failure: { code: problem?.code ?? `http-${reply.status}`, detail: problem?.detail ?? '', retryable } };
  } catch {
    if (signal?.aborted) return { failure: { code: 'aborted', detail: '', retryable: false } };
    return { failure: { code: timeout.signal.aborted ? 'timeout' : 'offline', detail: '', retryable: true } };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
