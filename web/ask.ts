import type { Problem } from '../api/contract/problem.ts';

/** Why there is no answer. `code` is stable: the server's own, else `offline`, `timeout` or `http-<status>`. */
export type Failure = { code: string; detail: string; retryable: boolean };
export type Answer<T> = { data: T } | { failure: Failure };

/** In the server's words why something was not taken; '' where it was. */
export const refusal = (answer: Answer<unknown>): string =>
  'failure' in answer ? answer.failure.detail || answer.failure.code : '';

const TIMEOUT_MS = 30_000;

/** One GET of our own API; never throws. An aborted request answers with the code `aborted`. */
export const ask = <T>(url: string, signal?: AbortSignal): Promise<Answer<T>> =>
  send<T>(url, { cache: 'no-cache' }, signal);

/** Asks our own API to change something; never throws, and does not try again by itself. */
export const post = <T>(url: string, body: object): Promise<Answer<T>> =>
  send<T>(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

async function send<T>(url: string, request: RequestInit, signal?: AbortSignal): Promise<Answer<T>> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const stop = () => timeout.abort();
  signal?.addEventListener('abort', stop);
  try {
    const reply = await fetch(url, {
      ...request,
      signal: timeout.signal,
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang, // why something is refused is said in the page's language
        ...request.headers,
      },
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
