import { sql, type RawBuilder } from 'kysely';
import type { Db } from './database.ts';

/** Bytes before the first row: signature, flags, length of no extension. */
const HEADER = 19;

type OutTypes = { int4: number; bytea: Uint8Array };
type OutColumns = Readonly<Record<string, keyof OutTypes>>;
type OutRow<C extends OutColumns> = { [K in keyof C]: OutTypes[C[K]] };

/**
 * Rows of a question by binary COPY: half the bytes of text, and no string is made of them. The question has these columns
 * in this order, none of them null, and takes no parameters: write its numbers by `sql.lit` and `ints`.
 */
export async function copyOut<C extends OutColumns>(
  db: Db,
  question: RawBuilder<unknown>,
  columns: C,
): Promise<OutRow<C>[]> {
  const { rows } = await sql<{ bytes: Buffer }>`copy (${question}) to stdout (format binary)`.execute(db);
  const { bytes } = rows[0]!;
  const entries = Object.entries(columns);
  const found: OutRow<C>[] = [];
  for (let at = HEADER; bytes.readInt16BE(at) === entries.length;) {
    at += 2;
    const row: Record<string, number | Uint8Array> = {};
    for (const [name, type] of entries) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row[name] = type === 'int4' ? bytes.readInt32BE(at) : bytes.subarray(at, at + length);
      at += length;
    }
    found.push(row as OutRow<C>);
  }
  return found;
}

/** A list of integers as a literal. */
export function ints(values: readonly number[]): RawBuilder<number[]> {
  const wrong = values.find((value) => !Number.isInteger(value));
  if (wrong !== undefined) throw new RangeError(`${wrong} is no integer`);
  return sql.raw(`'{${values.join()}}'::int[]`);
}
