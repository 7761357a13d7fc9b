import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;
export type Connection = { db: Db; pool: pg.Pool; close: () => Promise<void> };

/** pg's text of a timestamptz in UTC ("2024-03-01 00:00:00.123+00") as microseconds; infinity cannot occur. */
export function parseStamp(text: string): number {
  const y = Number(text.slice(0, 4));
  const micro = text[19] === '.' ? Number(text.slice(20, text.length - 3).padEnd(6, '0')) : 0;
  const ms = Date.UTC(
    y,
    Number(text.slice(5, 7)) - 1,
    Number(text.slice(8, 10)),
    Number(text.slice(11, 13)),
    Number(text.slice(14, 16)),
    Number(text.slice(17, 19)),
  );
  return ms * 1000 + micro;
}

/** ISO text PostgreSQL reads without loss. */
export function stampText(instant: number): string {
  const ms = Math.floor(instant / 1000);
  const micro = instant - ms * 1000;
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 23)}${String(micro).padStart(3, '0')}Z`;
}

/** pg's text of a bytea (`\\x0a1b`): its own parser looks for other forms first, which takes as long again. */
const parseBytes = (text: string): Buffer => Buffer.from(text.slice(2), 'hex');

function parseArray<T>(text: string, item: (part: string) => T): (T | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((part) => (part === 'NULL' ? null : item(part[0] === '"' ? part.slice(1, -1) : part)));
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === 1184) return parseStamp;
    if (oid === 20) return Number; // bigint and count(*): ours fit a safe integer
    if (oid === 1082) return (text: string) => text; // a date stays text
    if (oid === 17) return parseBytes;
    if (oid === 1005 || oid === 1007 || oid === 1016) return (text: string) => parseArray(text, Number);
    if (oid === 1185) return (text: string) => parseArray(text, parseStamp);
    return pg.types.getTypeParser(oid);
  },
} as pg.CustomTypesConfig;

const KEPT = '/* kept */';

/**
 * Marks a statement whose plan each connection keeps: one of those that stand before every answer, where planning takes
 * longer than asking and one plan suits whatever is asked. Its text must not name a value, nor all columns by a star.
 */
export const keptPlan = sql.raw(KEPT);

const names = new Map<string, string>();

/** The same name for the same text. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `kept_${names.size}`));
  return name;
}

/** Keeps what a COPY to standard output sends, which pg throws away. */
class CopyOut extends pg.Query {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** The chunk lies in a buffer that pg fills again. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, length));
      this.#bytes.copy(wider, 0, 0, this.#length);
      this.#bytes = wider;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = length;
  }
}

/**
 * pg's client, which also keeps the plans of marked statements and answers a COPY to standard output, by one row of one
 * column, `bytes` (see copyOut).
 */
class Client extends pg.Client {
  override query = ((question: unknown, ...more: unknown[]) => {
    const ask = (...all: unknown[]) => (super.query as (...all: unknown[]) => unknown)(...all);
    if (typeof question !== 'string') return ask(question, ...more);
    if (question.includes(KEPT)) return ask({ name: nameOf(question), text: question }, ...more);
    if (!question.startsWith('copy (')) return ask(question, ...more);
    return new Promise((resolve, reject) => {
      const out: CopyOut = new CopyOut(question, (error: Error | undefined) =>
        error ? reject(error) : resolve({ command: 'COPY', rows: [{ bytes: out.bytes }] }),
      );
      super.query(out);
    });
  }) as pg.Client['query'];
}

/** To start parallel workers or a compiler takes as long as most questions do. */
const OPTIONS = '-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c jit=off -c parallel_setup_cost=20000';

/** Opens a pool. Every time-out is set; a broken idle connection must not end the process. */
export function connect(
  url: string,
  options: { max?: number; statementTimeoutMs?: number; onError?: (error: Error) => void } = {},
): Connection {
  const statement = options.statementTimeoutMs ?? 60_000;
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: options.max ?? 8,
    types,
    connectionTimeoutMillis: 10_000,
    query_timeout: statement + 5_000,
    statement_timeout: statement,
    lock_timeout: 30_000,
    idle_in_transaction_session_timeout: 600_000,
    options: OPTIONS,
  });
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  // kysely ends only a pool it has used.
  const close = async () => {
    await db.destroy();
    if (!pool.ended) await pool.end();
  };
  return { db, pool, close };
}
