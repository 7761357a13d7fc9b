import type { Batch } from './batch.ts';
import { fetchPages, type FetchTools, type Position } from './http/fetch-pages.ts';
import { FetchFailure } from './http/get-page.ts';
import type { HttpSource } from './source-file.ts';

export type Fetched = {
  path: string;
  rows: number;
  /** Where the next fetch goes on; null: the source tells no changes apart. */
  mark: string | null;
};

/**
 * Fetches everything there is since `mark` into one file. A try that broke off goes on behind its last page; where the rows differ
 * from the total the source names, pages moved while they were read, and all is fetched once more. Throws a FetchFailure.
 */
export async function fetchHttp(
  source: HttpSource,
  mark: string | null,
  batch: Batch<Position>,
  tools: FetchTools,
): Promise<Fetched> {
  const since = mark === null ? null : shifted(mark, source.since?.overlapMinutes ?? 0);
  let last = await batch.resume();
  for (let rounds = 0; rounds < 2; rounds++) {
    if (last === null || last.next !== null)
      await fetchPages(source, since, last, tools, async (rows, position) => {
        await batch.add(rows, position);
        last = position;
      });
    const { path, rows, distinct } = await batch.finish(null, source.id ?? null);
    const total = last?.total ?? null;
    if (total === null || total === distinct) return { path, rows, mark: await greatest(source, batch, mark) };
    await batch.clear();
    last = null;
  }
  throw new FetchFailure('total-differs', 'twice the rows differed from the total the source names');
}

async function greatest(source: HttpSource, batch: Batch<Position>, mark: string | null): Promise<string | null> {
  if (!source.since) return null;
  let most = mark;
  for await (const row of batch.rows()) {
    const value = row[source.since.field];
    if (value === null || value === undefined) continue;
    const text = String(value as string | number);
    if (most === null || after(text, most)) most = text;
  }
  return most;
}

const after = (a: string, b: string): boolean => {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a > b : x > y;
};

/** A stamp some minutes earlier, written as it was; what is no stamp stays as it is. */
export function shifted(mark: string, minutes: number): string {
  const stamp = /^(\d{4}-\d\d-\d\d)([ T])(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(mark);
  if (stamp === null || minutes === 0) return mark;
  const [, date, between, time, fraction = '', offset = ''] = stamp;
  const earlier = new Date(Date.parse(`${date}T${time}Z`) - minutes * 60_000).toISOString();
  return `${earlier.slice(0, 10)}${between}${earlier.slice(11, 19)}${fraction}${offset}`;
}
