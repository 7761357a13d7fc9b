import type { SourcesReply } from '../api/contract/sources.ts';
import { ask, type Failure } from './ask.ts';
import { route } from './router.svelte.ts';

export type Source = SourcesReply['sources'][number];

/** How often the page asks whether there is new data, ms; figures follow when a source's version has changed. */
const EVERY_MS = 5_000;

export const sources: { reply: SourcesReply | null; failure: Failure | null; heardAt: number } = $state({
  reply: null,
  failure: null,
  heardAt: 0,
});

/** The source the page is about: the chosen one, else the one the server names first. */
export function currentSource(): Source | null {
  const all = sources.reply?.sources ?? [];
  const chosen = route.query['source'];
  return (chosen ? all.find((s) => s.source === chosen) : all[0]) ?? null;
}

/** Changes whenever an import of the current source has become visible. */
export function dataVersion(): string {
  const source = currentSource();
  return source ? `${source.source}@${source.version}` : '';
}

/** Asks once; false where the server is not there or does not answer as it should. */
export async function hear(): Promise<boolean> {
  const answer = await ask<SourcesReply>('/api/v1/sources');
  if ('data' in answer) Object.assign(sources, { reply: answer.data, failure: null, heardAt: Date.now() });
  else sources.failure = answer.failure;
  return 'data' in answer;
}

/** Asks now and then every few seconds while the page is seen. Returns what stops it. */
export function followSources(): () => void {
  let timer = 0;
  let stopped = false;
  const round = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      await hear();
      if (stopped) return;
    }
    clearTimeout(timer);
    timer = window.setTimeout(round, EVERY_MS);
  };
  document.addEventListener('visibilitychange', round);
  void round();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', round);
  };
}
