import { expect, it } from 'vitest';
import { driver } from '../../../sql/foreign/driver.ts';
import { oracleAddress, oracleText, oracleType } from '../../../sql/foreign/oracle.ts';
import { readRelation } from '../../../sql/foreign/read-relation.ts';

const there = await driver('oracledb').then(
  () => true,
  () => false,
);

it('takes an address apart and says of a wrong one only what it should be', () => {
  expect(oracleAddress('oracle://kf:p%40ss@db.example:1522/ORCLPDB1')).toEqual({
    ...{ user: 'kf', password: 'p@ss', connectString: 'db.example:1522/ORCLPDB1' },
  });
  expect(oracleAddress('oracle://kf:x@db/XE').connectString).toBe('db:1521/XE');
  for (const wrong of ['kf/secret@db', 'oracle://kf:secret@db', 'mysql://kf:secret@db/x', ''])
    expect(() => oracleAddress(wrong)).toThrow(/^the address is not oracle:\/\/user:password@host:port\/service$/);
});

it.each([
  ['VARCHAR2', 40, null, null, 'VARCHAR2(40)', '"C"'],
  ['NUMBER', 0, 10, 2, 'NUMBER(10,2)', `to_char("C", 'TM9')`],
  ['NUMBER', 0, 12, 0, 'NUMBER(12)', `to_char("C", 'TM9')`],
  ['NUMBER', 0, null, null, 'NUMBER', `to_char("C", 'TM9')`],
  ['DATE', 0, null, null, 'DATE', `to_char("C", 'YYYY-MM-DD HH24:MI:SS')`],
  ['TIMESTAMP(6)', 0, null, 6, 'TIMESTAMP(6)', `to_char("C", 'YYYY-MM-DD HH24:MI:SS.FF6')`],
  [
    ...(['TIMESTAMP(3) WITH LOCAL TIME ZONE', 0, null, 3, 'TIMESTAMP(3) WITH LOCAL TIME ZONE'] as const),
    `to_char(cast("C" as timestamp with time zone), 'YYYY-MM-DD HH24:MI:SS.FF6TZH:TZM')`,
  ],
])('reads %s (%s, %s, %s) as text without loss', (TYPE, LENGTH, PRECISION, SCALE, type, text) => {
  expect(oracleType({ TYPE, LENGTH, PRECISION, SCALE })).toBe(type);
  expect(oracleText('C', type)).toBe(text);
});

it.skipIf(!there)('says that nobody answers, and not where', async () => {
  const question = { relation: 'V', columns: {}, since: null };
  const read = readRelation('oracle', 'oracle://kf:secret@127.0.0.1:1/XE', question, () => Promise.resolve());
  await expect(read).rejects.toMatchObject({ code: 'unreachable', message: expect.stringMatching(/^(NJS|ORA)-\d+$/) });
});
