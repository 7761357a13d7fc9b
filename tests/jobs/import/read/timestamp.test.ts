import { describe, expect, it } from 'vitest';
import { TimestampReader } from '../../../../jobs/import/read/timestamp.ts';

const reader = new TimestampReader({
  zone: 'Asia/Shanghai',
  patterns: ['d/M/yyyy H:mm', 'd-MMM-yy h:mm a', 'epoch-ms'],
});
const iso = (text: string) => {
  const instant = reader.read(text);
  return instant === null || Number.isNaN(instant) ? instant : new Date(instant / 1000).toISOString();
};

describe('timestamps', () => {
  it.each([
    ['2024-03-01 08:05:00', '2024-03-01T00:05:00.000Z'],
    ['2024-03-01T08:05:00.5Z', '2024-03-01T08:05:00.500Z'],
    ['2024-03-01T08:05:00+0100', '2024-03-01T07:05:00.000Z'],
    ['2024-03-01 08:05:00 +08', '2024-03-01T00:05:00.000Z'],
    ['2024/3/1 8:05', '2024-03-01T00:05:00.000Z'],
    ['2024.3.1', '2024-02-29T16:00:00.000Z'],
    ['2024年3月1日 8:05', '2024-03-01T00:05:00.000Z'],
    ['2024年3月1日 星期五', '2024-02-29T16:00:00.000Z'],
    ['2024-03-01（周五） 14:05', '2024-03-01T06:05:00.000Z'],
    ['2024年3月1日上午8时', '2024-03-01T00:00:00.000Z'],
    ['2024年3月1日8时30分', '2024-03-01T00:30:00.000Z'],
    ['2024年3月1日下午3点半', '2024-03-01T07:30:00.000Z'],
    ['2024/03/01 下午 2:05', '2024-03-01T06:05:00.000Z'],
    ['2024-03-01 12:05:00 AM', '2024-02-29T16:05:00.000Z'],
    ['20240301080500', '2024-03-01T00:05:00.000Z'],
    ['2024-03-01 24:00', '2024-03-01T16:00:00.000Z'],
    ['13/2/2024 8:05', '2024-02-13T00:05:00.000Z'],
    ['01-MAR-24 2:05 pm', '2024-03-01T06:05:00.000Z'],
    ['1709251500000', '2024-03-01T00:05:00.000Z'],
    ['1988-07-01 12:00:00', '1988-07-01T03:00:00.000Z'],
  ])('reads %s', (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    '2024-02-30',
    '2024-13-01',
    '2024-03-01 08:05:60',
    '2024-03-01 24:01',
    '1900-01-01',
    '1970-01-01 00:00:00',
    '9999-12-31',
    'x',
  ])('refuses %s', (text) => expect(iso(text)).toBeNaN());

  it('keeps microseconds', () => expect(reader.read('2024-03-01T00:00:00.123456789Z')).toBe(1_709_251_200_123_456));

  it('counts what was written as 24:00, not bare dates', () => {
    const own = new TimestampReader({ zone: 'Asia/Shanghai' });
    for (const text of [
      '2024-03-01',
      '2024-03-01 24:00',
      '2024-03-01 24:00:00',
      '2024-03-01 24:00:01',
      '2024-03-01 08:00:00',
    ])
      own.readEnd(text);
    expect(own.midnights).toBe(2);
  });

  it('takes a bare deadline for the end of its day', () => {
    expect(reader.readEnd('2024-03-01')).toBe(reader.read('2024-03-02 00:00:00'));
    expect(reader.readEnd('2024-03-01 08:00:00')).toBe(reader.read('2024-03-01 08:00:00'));
    expect(reader.readWithin('2024.3.1')).toBe(reader.read('2024-03-02 00:00:00')! - 1);
    expect(reader.readWithin('2024-03-01 8:00')).toBe(reader.read('2024-03-01 08:00:00'));
    expect(reader.readWithin('')).toBeNull();
  });
});
