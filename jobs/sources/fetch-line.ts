import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ForeignFailure } from '../../sql/foreign/relation.ts';
import { readRelation } from '../../sql/foreign/read-relation.ts';
import { primarySets } from '../../sql/read-ground/primary-sets.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { BUSINESS_ZONE } from '../../sql/vocabulary.ts';
import { checkpointOf, noteTry, saveCheckpoint, settleDelivery } from '../../sql/write/delivery.ts';
import { lockOrigin } from '../../sql/write/origin.ts';
import { dateText, dayOf } from '../clock/day.ts';
import { loadProfile } from '../import/profile-file.ts';
import { settingsOf } from '../import/settings.ts';
import type { Held } from '../runner.ts';
import type { Line } from '../schedule.ts';
import { Batch } from './batch.ts';
import { fetchHttp, type Fetched } from './fetch-http.ts';
import type { FetchTools, Position } from './http/fetch-pages.ts';
import { FetchFailure, getPage } from './http/get-page.ts';
import { importInSlot, type ImportPlace } from './import-slot.ts';
import { readSources, type HttpSource, type SourceFile, type SqlSource } from './source-file.ts';

export type FetchPlace = ImportPlace & {
  /** One JSON file a source. */
  sources: string;
  /** Where batches are gathered. */
  fetched: string;
};

export const FETCH_JOB = 'fetch';
const EVERY_MINUTES = 60;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Fetches what sources over HTTP and SQL have, at their times, and imports each batch as one file. */
export function fetchLine(place: FetchPlace): Line {
  const settled = new Map<string, string>();
  let known = new Map<string, SourceFile>();
  let troubled = new Map<string, string>();
  const shown = new Set<string>();
  /** A source is shown from the day it is configured, also while it never answered and where its file is wrong. */
  const show = async (name: string): Promise<void> => {
    if (shown.has(name)) return;
    await inTransaction(place.pool, async (trx) =>
      lockOrigin(trx, settingsOf(null, name, {}, null, await primarySets(trx))),
    );
    shown.add(name);
  };
  return {
    job: FETCH_JOB,
    at: '*/10 * * * * *',
    async due() {
      const { sources, troubles } = await readSources(place.sources);
      known = sources;
      troubled = new Map([...troubles].map(([name, why]) => [`${name}@${digest(why)}`, why]));
      for (const name of troubles.keys()) {
        settled.delete(name);
        await show(name);
        await noteTry(place.db, name, 'inbox', place.now(), { error: 'bad-source' });
      }
      for (const [name, source] of sources) {
        const text = JSON.stringify(source);
        if (settled.get(name) === text) continue;
        const { kind, arrivesBy = null, freshMinutes = null, missingDays = null } = source;
        await show(name);
        await settleDelivery(place.db, name, { kind, arrivesBy, freshMinutes, missingDays });
        settled.set(name, text);
      }
      const due = [...sources].flatMap(([name, source]) =>
        source.kind === 'inbox' ? [] : [slotOf(name, source, place.now())],
      );
      return [...troubled.keys(), ...due];
    },
    async run(slot, held) {
      const why = troubled.get(slot);
      if (why !== undefined) throw new Error(why);
      const name = slot.slice(0, slot.lastIndexOf('@'));
      const source = known.get(name);
      if (source === undefined || source.kind === 'inbox') throw new Error(`${name}: no longer configured`);
      return deliver(place, name, source, slot, held);
    },
  };
}

const slotOf = (name: string, source: HttpSource | SqlSource, now: number): string => {
  const minutes = source.every ?? EVERY_MINUTES;
  const turn = Math.floor(now / 60e6 / minutes) * minutes;
  return `${name}@${new Date(turn * 60_000).toISOString().slice(0, 16)}`;
};

async function deliver(place: FetchPlace, name: string, source: HttpSource | SqlSource, slot: string, held: Held) {
  const folder = join(place.fetched, digest(slot));
  const batch = new Batch<Position>(folder);
  const started = place.now();
  try {
    const checkpoint = await checkpointOf(place.db, name);
    const today = dateText(dayOf(started, BUSINESS_ZONE));
    // Once a day everything is read, so that rows that came late under an old stamp are found.
    const from = checkpoint['day'] === today ? ((checkpoint['mark'] as string | null | undefined) ?? null) : null;
    const fetched =
      source.kind === 'http' ? await fetchHttp(source, from, batch, toolsOf(source)) : await query(source, from, batch);
    let outcome: Record<string, unknown> = { status: 'unchanged' };
    if (fetched.rows === 0) await noteTry(place.db, name, source.kind, started, { rows: null });
    else {
      const profile = source.profile === undefined ? null : await loadProfile(source.profile);
      const request = {
        path: fetched.path,
        name: `${slot.replaceAll(':', '')}.csv`,
        source: name,
        profile,
        kind: source.kind,
      };
      const { status, rows, reasons } = await importInSlot(place, request, held);
      outcome = { status, rows: rows.in, reasons };
    }
    if (outcome['status'] === 'imported' || outcome['status'] === 'unchanged')
      await saveCheckpoint(place.db, name, { day: today, mark: fetched.mark });
    await batch.clear();
    return { name, source: name, fetched: fetched.rows, ...outcome };
  } catch (error) {
    if (!(error instanceof FetchFailure) && !(error instanceof ForeignFailure)) throw error;
    await noteTry(place.db, name, source.kind, started, { error: error.code });
    throw new Error(`${name}: ${error.code}: ${error.message}`, { cause: error });
  }
}

function toolsOf(source: HttpSource): FetchTools {
  return {
    get: getPage,
    async headers() {
      if (source.tokenFile === undefined) return {};
      const token = await readFile(source.tokenFile, 'utf8').catch(() => {
        throw new FetchFailure('token-refused', 'the token file cannot be read', null);
      });
      return { [source.tokenHeader ?? 'authorization']: `${source.tokenPrefix ?? 'Bearer '}${token.trim()}` };
    },
    wait: (ms) => pause(ms),
    random: Math.random,
  };
}

async function query(source: SqlSource, from: string | null, batch: Batch<Position>): Promise<Fetched> {
  const address = await readFile(source.addressFile, 'utf8').catch(() => {
    throw new ForeignFailure('unreachable', 'the address file cannot be read');
  });
  await batch.clear(); // a snapshot is read whole or not at all
  const { relation, columns } = source;
  const since = source.since
    ? { column: source.since.column, overlapMinutes: source.since.overlapMinutes ?? 0, from }
    : null;
  const mark = await readRelation(source.engine, address.trim(), { relation, columns, since }, (rows) =>
    batch.add(rows, { next: null, total: null }),
  );
  const { path, rows } = await batch.finish(Object.keys(columns), null);
  return { path, rows, mark };
}
