import type { ClientBase } from 'pg';
import { from } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CopyBuffer, type CopyType, type CopyValue } from './copy-binary.ts';

const CHUNK = 1 << 18;
const NO_TIMEOUT_MS = 2 ** 31 - 1;

export type CopyColumns = Readonly<Record<string, CopyType>>;
/** One row: a value for every column, null for NULL. Instants are microseconds, jsonb is a value or JSON text. */
export type CopyRow<C extends CopyColumns> = { readonly [K in keyof C]: CopyValue<C[K]> | null };

async function* encode<C extends CopyColumns>(
  columns: C,
  rows: Iterable<CopyRow<C>> | AsyncIterable<CopyRow<C>>,
): AsyncGenerator<Buffer> {
  const entries = Object.entries(columns);
  const buffer = new CopyBuffer(CHUNK * 2);
  buffer.header();
  const put = (row: CopyRow<C>): boolean => {
    buffer.row(entries.length);
    for (const [name, type] of entries) buffer.value(type, row[name]);
    return buffer.length >= CHUNK;
  };
  if (Symbol.iterator in rows) {
    for (const row of rows) if (put(row)) yield buffer.take();
  } else {
    for await (const row of rows) if (put(row)) yield buffer.take();
  }
  buffer.trailer();
  yield buffer.take();
}

/**
 * Writes rows into a table by binary COPY on this connection, inside its transaction if there is one; returns how many.
 * The connection must be idle: no other statement of it may run until this resolves.
 */
export async function copyRows<C extends CopyColumns>(
  client: ClientBase,
  table: string,
  columns: C,
  rows: Iterable<CopyRow<C>> | AsyncIterable<CopyRow<C>>,
): Promise<number> {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  const stream = from(`copy "${table}" (${names.join(', ')}) from stdin with (format binary)`);
  // The pool's time-out is meant for questions; a COPY lasts as long as its rows.
  const target = client.query(Object.assign(stream, { query_timeout: NO_TIMEOUT_MS }));
  await pipeline(Readable.from(encode(columns, rows), { objectMode: false }), target);
  return target.rowCount;
}
