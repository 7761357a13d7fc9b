import type { HttpSource } from '../source-file.ts';
import { FetchFailure } from './get-page.ts';

export type FetchedRow = Record<string, unknown>;
/** Where a fetch stands after a page, so that a later try goes on there. `next`: the page, offset or cursor; null: the end. */
export type Position = { next: string | number | null; total: number | null };

export type FetchTools = {
  get: (url: URL, headers: Record<string, string>) => Promise<unknown>;
  /** Read anew for every try of a page, so that a token that was renewed meanwhile is used. */
  headers: () => Promise<Record<string, string>>;
  wait: (ms: number) => Promise<void>;
  /** 0 … 1. */
  random: () => number;
};

const TRIES = 6;
const FIRST_WAIT_MS = 500;
const MOST_PAGES = 100_000;

/**
 * Fetches page after page from `from` on and hands each to `onPage` with the position behind it. A page that fails in passing is
 * asked for again after a growing, jittered pause, never sooner than the server says. Throws a FetchFailure.
 */
export async function fetchPages(
  source: HttpSource,
  since: string | null,
  from: Position | null,
  tools: FetchTools,
  onPage: (rows: FetchedRow[], position: Position) => Promise<void>,
): Promise<void> {
  const by = source.paging?.by ?? null;
  let next: Position['next'] = from
    ? from.next
    : by === 'page'
      ? (source.paging?.first ?? 1)
      : by === 'offset'
        ? 0
        : '';
  for (let pages = 0; next !== null; pages++) {
    if (pages >= MOST_PAGES) throw new FetchFailure('endless', `more than ${MOST_PAGES} pages`, null);
    const page = await patiently(tools, async () => tools.get(address(source, since, next!), await tools.headers()));
    const rows = rowsOf(source, page);
    const following = rows.length === 0 && by !== 'cursor' ? null : nextOf(source, page, next, rows.length);
    if (following !== null && following === next)
      throw new FetchFailure('endless', 'a page names itself as the next', null);
    next = following;
    await onPage(rows, { next, total: totalOf(source, page) });
  }
}

async function patiently<T>(tools: FetchTools, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof FetchFailure) || tries >= TRIES) throw error;
      // A token may have run out a moment ago: it is read again, once.
      const renewed = error.code === 'token-refused' && tries === 1;
      if (error.retryMs === null && !renewed) throw error;
      const pause = FIRST_WAIT_MS * 2 ** (tries - 1);
      await tools.wait(Math.max(error.retryMs ?? 0, pause * (0.5 + tools.random() / 2)));
    }
  }
}

/** Always the configured address with its parameters set: what a server names as its next page is never an address. */
function address(source: HttpSource, since: string | null, next: string | number): URL {
  const url = new URL(source.url);
  if (source.paging && next !== '') url.searchParams.set(source.paging.parameter, String(next));
  if (source.since && since !== null) url.searchParams.set(source.since.parameter, since);
  return url;
}

function rowsOf(source: HttpSource, page: unknown): FetchedRow[] {
  const rows = at(page, source.rows ?? '');
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(rows) || !rows.every(isRow))
    throw new FetchFailure('no-rows', `no list of objects at "${source.rows ?? ''}"`, null);
  return rows as FetchedRow[];
}

function nextOf(source: HttpSource, page: unknown, current: string | number, rows: number): Position['next'] {
  if (!source.paging) return null;
  if (source.paging.by === 'page') return Number(current) + 1;
  if (source.paging.by === 'offset') return Number(current) + rows;
  const cursor = at(page, source.paging.next ?? 'next');
  return cursor === null || cursor === undefined || cursor === '' ? null : String(cursor as string);
}

function totalOf(source: HttpSource, page: unknown): number | null {
  if (source.total === undefined) return null;
  const total = Number(at(page, source.total));
  if (!Number.isInteger(total)) throw new FetchFailure('no-total', `no number at "${source.total}"`, null);
  return total;
}

/** The value at a dotted path; '' is the whole. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  let here = value;
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, unknown>)[part];
  }
  return here;
}
