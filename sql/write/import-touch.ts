import type { Db } from '../database.ts';

/** Which cases a file's rows are of, as ascending hashes of their keys; null for a file taken before this was kept. */
export type Touch = { file: number; cases: Int32Array | null };

/** Says which cases a file's rows are of; what was said of it before still holds. */
export async function saveTouch(trx: Db, origin: number, file: number, touched: Int32Array): Promise<void> {
  const before = await touchOf(trx, origin, file);
  const cases = before === null ? touched : Int32Array.from(new Set([...before, ...touched])).sort();
  const bytes = Buffer.alloc(cases.length * 4);
  cases.forEach((hash, i) => bytes.writeInt32LE(hash, i * 4));
  await trx
    .insertInto('import_touch')
    .values({ origin, file, cases: bytes })
    .onConflict((conflict) => conflict.columns(['origin', 'file']).doUpdateSet({ cases: bytes }))
    .execute();
}

/** Of every file that is part of the origin's facts, in the order they came. */
export async function* touches(db: Db, origin: number): AsyncGenerator<Touch> {
  const files = await db
    .selectFrom('import_file')
    .select('file')
    .where('origin', '=', origin)
    .where('status', '=', 'imported')
    .orderBy('file')
    .execute();
  for (const { file } of files) yield { file, cases: await touchOf(db, origin, file) };
}

async function touchOf(db: Db, origin: number, file: number): Promise<Int32Array | null> {
  const row = await db
    .selectFrom('import_touch')
    .select('cases')
    .where('origin', '=', origin)
    .where('file', '=', file)
    .executeTakeFirst();
  return row ? hashesOf(row.cases) : null;
}

function hashesOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getInt32(i * 4, true));
}
