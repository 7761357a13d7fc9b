import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { readText } from './reading.ts';

const profile: Profile = {
  name: 'ledger',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间' } }],
};
const header = '单号,环节,时间\n';
const good = (n: number) => `${n},受理,2024-03-01 08:00:00\n`;

describe('reading CSV', () => {
  it('keeps identifiers as text', async () => {
    const keys = ['007', 'NA', 'NULL', 'T', '1234567890123456789', '__proto__'];
    const { events } = await readText(header + keys.map((key) => `${key},受理,2024/3/1 8:05\n`).join(''), profile);
    expect(events.map((event) => event.caseKey)).toEqual(keys);
  });

  it('loses one line to a stray quote, never the rest', async () => {
    const reading = await readText(`${header}${good(1)}2,"受理,2024-03-01 08:00:00\n${good(3)}${good(4)}`, profile);
    expect(reading.events.map((event) => event.line)).toEqual([2, 4, 5]);
    expect(reading.refused).toMatchObject([{ line: 3, reason: 'broken-quote' }]);
  });

  it('names line, column and value of a bad timestamp', async () => {
    const { refused } = await readText(`${header}${good(1)}2,受理,2024-02-30 08:00:00\n`, profile);
    expect(refused).toMatchObject([{ line: 3, column: '时间', value: '2024-02-30 08:00:00', reason: 'bad-timestamp' }]);
  });

  it('refuses ragged rows, counts blank lines and 合计', async () => {
    const reading = await readText(`台账\n\n${header}${good(1)}\n2,受理\n合计,1\n,,\n${good(3)}`, profile);
    expect(reading.events.map((event) => event.line)).toEqual([4, 9]);
    expect(reading.refused).toMatchObject([{ line: 6, reason: 'ragged-row' }]);
    expect([reading.blank, reading.totals, reading.rowsIn]).toEqual([[5, 8], [7], 6]);
  });

  it('refuses the record with an undecodable byte and reads the others', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => good(i)).join('');
    const bytes = Buffer.from(header + lines);
    bytes[bytes.indexOf('100,受理') + 4] = 0xff;
    const reading = await readText(bytes, profile);
    expect(reading.problem).toBeNull();
    expect(reading.refused).toMatchObject([{ reason: 'bad-bytes', line: 102, column: '环节' }]);
    expect(reading.events).toHaveLength(299);
  });

  it('tells of a row refused for its bytes or its quote nothing that may be personal', async () => {
    const tables = [{ ...profile.tables[0]!, personal: ['用户名称'] }];
    const lines = Array.from({ length: 300 }, (_, i) => `${i},受理,2024-03-01,张三\n`);
    lines[7] = '"7 张三,受理,2024-03-01\n';
    const bytes = Buffer.from(`单号,环节,时间,用户名称\n${lines.join('')}`);
    bytes[bytes.indexOf('100,受理') + 25] = 0xff;
    const { refused } = await readText(bytes, { ...profile, tables });
    expect(refused.map(({ reason, column, value }) => [reason, column, value])).toEqual([
      ['broken-quote', '', ''],
      ['bad-bytes', '用户名称', ''],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines ended by %j', async (end) => {
    const reading = await readText((header + good(1) + good(2)).replaceAll('\n', end), profile);
    expect(reading.events.map((event) => event.line)).toEqual([2, 3]);
  });

  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const reading = await readText((header + good(1) + good(2)).replaceAll(',', delimiter), profile);
    expect(reading.events).toHaveLength(2);
  });

  it('reads gzip of several members and says where a cut one ends', async () => {
    const zip = Buffer.concat([gzipSync(header + good(1)), gzipSync(good(2))]);
    expect((await readText(zip, profile)).events).toHaveLength(2);
    expect((await readText(zip.subarray(0, zip.length - 9), profile)).problem?.code).toBe('broken-gzip');
  });

  it('holds a file whose needed column is missing, naming it', async () => {
    const { problem } = await readText('单号,环节\n1,受理\n', profile);
    expect(problem).toMatchObject({ status: 'held', code: 'missing-columns', column: '时间' });
  });

  it('refuses an unknown status with its column and value', async () => {
    const states: Profile = {
      ...profile,
      tables: [{ ...profile.tables[0]!, fields: { step: '环节', at: '时间', state: '状态' } }],
    };
    const { refused, events } = await readText(
      '单号,环节,时间,状态\n1,受理,2024-03-01,归档\n2,受理,2024-03-01,奇怪\n',
      states,
    );
    expect(events[0]?.attributes.state).toBe('archived');
    expect(refused).toMatchObject([{ line: 3, column: '状态', value: '奇怪', reason: 'unknown-status' }]);
  });
});
