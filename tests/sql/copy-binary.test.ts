import { expect, test } from 'vitest';
import { CopyBuffer, type CopyType } from '../../sql/copy-binary.ts';

const bytesOf = (type: CopyType, value: unknown): string => {
  const buffer = new CopyBuffer(4);
  buffer.value(type, value);
  return buffer.take().toString('hex');
};

test('writes values as PostgreSQL sends them', () => {
  expect(bytesOf('int2', -2)).toBe('00000002fffe');
  expect(bytesOf('int4', -70_000)).toBe('00000004fffeee90');
  expect(bytesOf('int8', -5_000_000_000)).toBe('00000008fffffffed5fa0e00');
  expect(bytesOf('timestamptz', 946_684_800_000_000 - 1)).toBe('00000008ffffffffffffffff');
  expect(bytesOf('float8', 0.5)).toBe('000000083fe0000000000000');
  expect(bytesOf('text', '业a')).toBe('00000004e4b89a61');
  expect(bytesOf('jsonb', { a: 1 })).toBe('00000008017b2261223a317d');
  expect(bytesOf('bool', true)).toBe('0000000101');
  expect(bytesOf('int4', null)).toBe('ffffffff');
  expect(bytesOf('int2[]', [])).toBe('0000000c000000000000000100000015');
  expect(bytesOf('int2[]', [1, null])).toBe(
    ['0000001e', '00000001', '00000001', '00000015', '00000002', '00000001', '00000002', '0001', 'ffffffff'].join(''),
  );
});

test('refuses a number its column cannot hold', () => {
  for (const value of [32_768, -32_769, 0.5, NaN]) expect(() => bytesOf('int2', value)).toThrow(RangeError);
  for (const value of [2 ** 31, 0.5, NaN]) expect(() => bytesOf('int4', value)).toThrow(RangeError);
  expect(() => bytesOf('int4[]', [2 ** 31])).toThrow(RangeError);
  expect(() => bytesOf('timestamptz', NaN)).toThrow(RangeError);
});
