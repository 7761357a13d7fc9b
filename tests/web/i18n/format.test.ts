import { describe, expect, it } from 'vitest';
import {
  count,
  covered,
  dateTime,
  dayOf,
  elapsed,
  percent,
  points,
  relative,
  signed,
} from '../../../web/i18n/format.ts';

describe('numbers and dates', () => {
  it('writes counts in full up to a million, then in the units of the language', () => {
    expect(count(18426, 'zh')).toBe('18,426');
    expect(count(12_346_000, 'zh')).toBe('1,234.6 万');
    expect(count(123_000_000, 'zh')).toBe('1.23 亿');
    expect(count(12_346_000, 'en')).toBe('12.35M');
  });

  it('never rounds a share to all or nothing', () => {
    expect(percent(0.9999)).toBe('>99.9%');
    expect(percent(0.0001)).toBe('<0.1%');
    expect(percent(1)).toBe('100.0%');
    expect(percent(0.9306)).toBe('93.1%');
  });

  it('signs changes with a true minus', () => {
    expect(signed(-1218)).toBe('−1,218');
    expect(signed(0)).toBe('±0');
    expect(points(-0.007)).toBe('−0.7');
    expect(relative(0.0943)).toBe('+9.4%');
  });

  it('writes midnight as the end of the day before, across a year too', () => {
    expect(dateTime('2026-10-22T00:00:00+08:00', 2026)).toBe('10-21 24:00');
    expect(dateTime('2027-01-01T00:00:00+08:00', 2027)).toBe('2026-12-31 24:00');
    expect(dateTime('2012-01-23T14:02:00+08:00', 2026)).toBe('2012-01-23 14:02');
    expect(dayOf('2026-11-01T00:00:00+08:00')).toBe('2026-10-31');
  });

  it('writes elapsed time in at most two units', () => {
    expect(elapsed(8280, 'zh')).toBe('2 小时 18 分');
    expect(elapsed(38, 'en')).toBe('38 s');
  });

  it('tells a period that is over, one that is not, and one the data has not reached', () => {
    const data = '2026-11-01T00:00:00+08:00';
    expect(covered('2026-10', '2026-10', data)).toBe('whole');
    expect(covered('2026-10', '2026-10', '2026-10-31T14:00:00+08:00')).toBe('part');
    expect(covered('2026-10', '2026-12', data)).toBe('part');
    expect(covered('2026-11', '2026-11', data)).toBe('none');
  });
});
