import type { Readable } from 'node:stream';
import { driver } from './driver.ts';
import { checkContract, ForeignFailure, type RelationQuestion, type RelationRow } from './relation.ts';

const ROWS = 5_000;
const STATEMENT_S = 600;

/** What is used of the package mysql2. */
type Client = {
  query(
    text: string,
    values: unknown[],
    done: (error: NodeJS.ErrnoException | null, rows: RelationRow[]) => void,
  ): void;
  query(text: string, values: unknown[]): { stream(options: { highWaterMark: number }): Readable };
  connect(done: (error: NodeJS.ErrnoException | null) => void): void;
  on(event: 'error', listener: () => void): void;
  destroy(): void;
};
type Driver = { createConnection(options: object): Client };

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const isInstant = (type: string): boolean => /^timestamp\b/i.test(type);

/** The same of a server that speaks MySQL's protocol: MySQL, MariaDB and those made from them. */
export async function readMysql(
  address: string,
  question: RelationQuestion,
  onRows: (rows: RelationRow[]) => Promise<void>,
): Promise<string | null> {
  const { createConnection } = await driver<Driver>('mysql2');
  const client = open(createConnection, address);
  client.on('error', () => undefined); // what breaks the connection also fails the statement
  const ask = (text: string, values: unknown[] = []) =>
    new Promise<RelationRow[]>((resolve, reject) =>
      client.query(text, values, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  try {
    await new Promise<void>((resolve, reject) =>
      client.connect((error) =>
        error ? reject(new ForeignFailure('unreachable', error.code ?? 'the connection failed')) : resolve(),
      ),
    );
    await prepare(ask);
    const found = await columnsOf(ask, question.relation);
    if (found.size === 0) throw new ForeignFailure('no-relation', `no view or table ${question.relation}`);
    checkContract(question.relation, question.columns, found);

    const { since } = question;
    const relation = question.relation.split('.').map(quoted).join('.');
    const columns = Object.keys(question.columns).map((name) => {
      const text = `cast(${quoted(name)} as char)`;
      // An instant is shown in the session's zone, which is UTC.
      return `${isInstant(found.get(name)!) ? `concat(${text}, '+00:00')` : text} as ${quoted(name)}`;
    });
    const from = since?.from ?? null;
    const when = from === null ? '' : `where ${quoted(since!.column)} >= timestamp(?) - interval ? minute`;
    const rows = client
      .query(
        `select ${columns.join(', ')} from ${relation} ${when}`,
        from === null ? [] : [from, since!.overlapMinutes],
      )
      .stream({ highWaterMark: ROWS });
    await inBatches(rows, onRows);
    if (since === null) return null;
    const [last] = await ask(`select cast(max(${quoted(since.column)}) as char) as mark from ${relation}`);
    return last?.['mark'] ?? null;
  } finally {
    client.destroy(); // ends the transaction, too
  }
}

function open(createConnection: Driver['createConnection'], address: string): Client {
  try {
    return createConnection({ uri: address, connectTimeout: 10_000, charset: 'utf8mb4', multipleStatements: false });
  } catch {
    throw new ForeignFailure('unreachable', 'the address is not mysql://user:password@host:port/database');
  }
}

async function prepare(ask: (text: string) => Promise<unknown>): Promise<void> {
  // MySQL and MariaDB name their time-out differently; each knows one of the two.
  await ask(`set session max_execution_time = ${STATEMENT_S * 1000}`).catch(() => undefined);
  await ask(`set session max_statement_time = ${STATEMENT_S}`).catch(() => undefined);
  await ask(`set session time_zone = '+00:00'`);
  await ask('set transaction isolation level repeatable read');
  await ask('start transaction with consistent snapshot, read only');
}

async function columnsOf(
  ask: (text: string, values: unknown[]) => Promise<RelationRow[]>,
  relation: string,
): Promise<Map<string, string>> {
  const [table, schema = null] = relation.split('.').reverse();
  const rows = await ask(
    `select column_name as name, cast(column_type as char) as type from information_schema.columns
     where table_schema = coalesce(?, database()) and table_name = ? order by ordinal_position`,
    [schema, table],
  );
  return new Map(rows.map(({ name, type }) => [name!, type!]));
}

async function inBatches(rows: AsyncIterable<RelationRow>, onRows: (rows: RelationRow[]) => Promise<void>) {
  let batch: RelationRow[] = [];
  for await (const row of rows) {
    if (batch.push(row) < ROWS) continue;
    await onRows(batch);
    batch = [];
  }
  if (batch.length > 0) await onRows(batch);
}
