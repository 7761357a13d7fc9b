import { expect } from 'vitest';
import { readRelation } from '../../../sql/foreign/read-relation.ts';
import type { RelationQuestion, RelationRow } from '../../../sql/foreign/relation.ts';
import { startMariadb } from './mariadb.ts';

const COLUMNS = {
  nr: 'varchar',
  step: 'varchar(40)',
  at: 'datetime(3)',
  changed: 'timestamp',
  kva: 'decimal',
  id: 'bigint',
};
const ROWS = 12_000;

/** Reads a view of a real server by its contract, in full and what changed since, and every way in which it can fail. */
export async function readFromMariadb(): Promise<void> {
  const server = await startMariadb();
  const read = async (over: Partial<RelationQuestion> = {}, address = server.address) => {
    const batches: RelationRow[][] = [];
    const question = { relation: 'feed', columns: COLUMNS, since: null, ...over };
    const mark = await readRelation('mysql', address, question, async (rows) => void batches.push(rows));
    return { mark, batches, rows: batches.flat() };
  };
  try {
    await server.run(`create table log (nr varchar(20), step varchar(40), at datetime(3), changed timestamp null, kva decimal(10,2), id bigint);
      insert into log select concat('B-', seq), '受理𠀀', '2026-06-01 09:00:00.125', '2026-06-18 08:00:00', 315.50, 9007199254740993 + seq from seq_1_to_${ROWS};
      insert into log values (null, '', '2026-06-01 09:00', null, null, null);
      create view feed as select * from log`);
    const whole = await read();
    expect(whole.batches.map((batch) => batch.length)).toEqual([5000, 5000, ROWS - 10_000 + 1]);
    expect(whole.rows).toContainEqual({
      ...{ nr: 'B-7', step: '受理𠀀', at: '2026-06-01 09:00:00.125', kva: '315.50' },
      ...{ changed: '2026-06-18 00:00:00+00:00', id: '9007199254741000' },
    });
    expect(whole.rows).toContainEqual({
      nr: null,
      step: '',
      at: '2026-06-01 09:00:00.000',
      changed: null,
      kva: null,
      id: null,
    });

    const since = { column: 'changed', from: null, overlapMinutes: 10 };
    const { mark } = await read({ since });
    expect(mark).toBe('2026-06-18 00:00:00');
    await server.run(
      `insert into log values ('C-1', 'x', now(), '2026-06-18 07:55:00', 1, 1), ('C-2', 'x', now(), '2026-06-18 07:49:00', 1, 1)`,
    );
    await server.run(`delete from log where nr like 'B-%' and nr <> 'B-1'`);
    const changed = await read({ since: { ...since, from: mark } });
    expect(changed.rows.map(({ nr }) => nr).sort()).toEqual(['B-1', 'C-1']);

    await expect(read({ columns: { ...COLUMNS, gone: 'int' } })).rejects.toMatchObject({ code: 'column-missing' });
    await expect(read({ columns: { ...COLUMNS, kva: 'decimal(12,2)' } })).rejects.toMatchObject({
      code: 'type-changed',
      message: 'feed: kva is decimal(10,2), agreed was decimal(12,2)',
    });
    await expect(read({ relation: 'feeds.nothing' })).rejects.toMatchObject({ code: 'no-relation' });
    const wrong = server.address.replace(/:[^:]*@/, ':wrong@');
    await expect(read({}, wrong)).rejects.toMatchObject({ code: 'unreachable', message: 'ER_ACCESS_DENIED_ERROR' });
    const closed = server.address.replace(/:\d+\//, ':1/');
    await expect(read({}, closed)).rejects.toMatchObject({ code: 'unreachable', message: 'ECONNREFUSED' });
  } finally {
    await server.stop();
  }
}
