import { driver } from './driver.ts';
import { checkContract, ForeignFailure, type RelationQuestion, type RelationRow } from './relation.ts';

const ROWS = 5_000;
const STATEMENT_MS = 600_000;

/** What is used of the package oracledb, in its thin mode: no client library is needed. */
type Client = {
  callTimeout: number;
  execute<T>(text: string, binds: unknown[] | object, options?: object): Promise<{ rows?: T[]; resultSet?: Cursor<T> }>;
  close(): Promise<void>;
};
type Cursor<T> = { getRows(count: number): Promise<T[]>; close(): Promise<void> };
type Driver = {
  getConnection(options: object): Promise<Client>;
  OUT_FORMAT_OBJECT: number;
  STRING: unknown;
  DB_TYPE_CLOB: unknown;
  DB_TYPE_NCLOB: unknown;
};
type Described = { NAME: string; TYPE: string; LENGTH: number; PRECISION: number | null; SCALE: number | null };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** User, password and connect string of `oracle://user:password@host:port/service`. Throws a ForeignFailure. */
export function oracleAddress(address: string): { user: string; password: string; connectString: string } {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    url = new URL('none:');
  }
  if (url.protocol !== 'oracle:' || url.hostname === '' || url.pathname.length < 2)
    throw new ForeignFailure('unreachable', 'the address is not oracle://user:password@host:port/service');
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    connectString: `${url.hostname}:${url.port || '1521'}${url.pathname}`,
  };
}

/** A column's type as Oracle writes it in a definition. */
export function oracleType({ TYPE, LENGTH, PRECISION, SCALE }: Omit<Described, 'NAME'>): string {
  if (/^(N?VARCHAR2|N?CHAR|RAW)$/.test(TYPE)) return `${TYPE}(${LENGTH})`;
  if (TYPE === 'NUMBER' && PRECISION !== null) return SCALE ? `NUMBER(${PRECISION},${SCALE})` : `NUMBER(${PRECISION})`;
  return TYPE;
}

/** What makes text of a column, to be read without loss: an instant keeps its offset. */
export function oracleText(name: string, type: string): string {
  const column = quoted(name);
  const stamp = "'YYYY-MM-DD HH24:MI:SS.FF6'";
  if (type === 'DATE') return `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`;
  if (/^TIMESTAMP.* WITH /.test(type))
    return `to_char(cast(${column} as timestamp with time zone), 'YYYY-MM-DD HH24:MI:SS.FF6TZH:TZM')`;
  if (type.startsWith('TIMESTAMP')) return `to_char(${column}, ${stamp})`;
  if (/^(NUMBER|FLOAT|BINARY_)/.test(type)) return `to_char(${column}, 'TM9')`;
  return column;
}

/** The same of an Oracle database from 12.1 on. Names without quotes are looked for as written, then in capitals. */
export async function readOracle(
  address: string,
  question: RelationQuestion,
  onRows: (rows: RelationRow[]) => Promise<void>,
): Promise<string | null> {
  const place = oracleAddress(address);
  const oracledb = await driver<Driver>('oracledb');
  const client = await oracledb
    .getConnection({ ...place, connectTimeout: 10, transportConnectTimeout: 10 })
    .catch((error: { code?: string }) => {
      throw new ForeignFailure('unreachable', error.code ?? 'the connection failed');
    });
  const asObjects = { outFormat: oracledb.OUT_FORMAT_OBJECT };
  const ask = async <T>(text: string, binds: unknown[] | object = []) =>
    (await client.execute<T>(text, binds, asObjects)).rows ?? [];
  try {
    client.callTimeout = STATEMENT_MS;
    await ask(`alter session set time_zone = '+00:00' nls_numeric_characters = '.,'`);
    await ask('set transaction read only');
    const { relation, found } = await describe(ask, question.relation);
    checkContract(question.relation, question.columns, found);

    const { since } = question;
    const from = since?.from ?? null;
    const columns = Object.keys(question.columns).map(
      (name) => `${oracleText(name, found.get(name)!)} as ${quoted(name)}`,
    );
    const when =
      from === null
        ? ''
        : `where ${quoted(since!.column)} >= ${instantOf(':1', found.get(since!.column)!)} - numtodsinterval(:2, 'MINUTE')`;
    const { resultSet } = await client.execute<RelationRow>(
      `select ${columns.join(', ')} from ${relation} ${when}`,
      from === null ? [] : [from, since!.overlapMinutes],
      {
        ...asObjects,
        ...{ resultSet: true, fetchArraySize: ROWS },
        fetchTypeHandler: ({ dbType }: { dbType: unknown }) =>
          dbType === oracledb.DB_TYPE_CLOB || dbType === oracledb.DB_TYPE_NCLOB ? { type: oracledb.STRING } : undefined,
      },
    );
    for (;;) {
      const rows = await resultSet!.getRows(ROWS);
      if (rows.length === 0) break;
      await onRows(rows);
    }
    await resultSet!.close();
    if (since === null) return null;
    const mark = oracleText(since.column, found.get(since.column)!).replace(
      quoted(since.column),
      `max(${quoted(since.column)})`,
    );
    const [last] = await ask<{ MARK: string | null }>(`select ${mark} as mark from ${relation}`);
    return last?.MARK ?? null;
  } finally {
    await client.close().catch(() => undefined);
  }
}

/** A mark as it was written by `oracleText`, to compare with its column. */
function instantOf(bind: string, type: string): string {
  if (/^TIMESTAMP.* WITH /.test(type)) return `to_timestamp_tz(${bind}, 'YYYY-MM-DD HH24:MI:SS.FF6TZH:TZM')`;
  return type === 'DATE'
    ? `to_date(${bind}, 'YYYY-MM-DD HH24:MI:SS')`
    : `to_timestamp(${bind}, 'YYYY-MM-DD HH24:MI:SS.FF6')`;
}

async function describe(ask: <T>(text: string, binds: unknown[]) => Promise<T[]>, relation: string) {
  for (const written of [relation, relation.toUpperCase()]) {
    const [table, owner = null] = written.split('.').reverse();
    const rows = await ask<Described>(
      `select column_name as name, data_type as type, char_length as length, data_precision as precision, data_scale as scale
       from all_tab_columns where owner = coalesce(:1, sys_context('userenv', 'current_schema')) and table_name = :2
       order by column_id`,
      [owner, table],
    );
    if (rows.length === 0) continue;
    const found = new Map(rows.map(({ NAME, ...type }) => [NAME, oracleType(type)]));
    return { relation: written.split('.').map(quoted).join('.'), found };
  }
  throw new ForeignFailure('no-relation', `no view or table ${relation}`);
}
