import { describe, expect, it } from 'vitest';
import { readCapacity, readCount, readMark, readVoltage } from '../../../../jobs/import/read/quantities.ts';

describe('readVoltage(text)', () => {
  it.each([
    ['10kV', 10],
    ['交流10kV', 10],
    ['１０千伏', 10],
    ['220V', 0.22],
    ['380', 0.38],
    ['0.4', 0.4],
    ['35', 35],
    ['220', null],
    ['高压', null],
    ['', null],
  ])('reads "%s" as %s kV', (text, kilovolts) => {
    expect(readVoltage(text)).toBe(kilovolts);
  });
});

describe('readCapacity(text, column)', () => {
  it.each([
    ['1,250', '申请容量(kVA)', 1250, 'kVA'],
    ['800kVA', '申请容量', 800, 'kVA'],
    ['-315 千伏安', '', -315, 'kVA'],
    ['50 KW', '容量(kVA)', 50, 'kW'],
    ['160', '合同容量', 160, null],
    ['1250kVA（临时）', '合同容量', 1250, 'kVA'],
    ['800kV·A', '合同容量', 800, 'kVA'],
    ['2×630', '合同容量(kVA)', null, null],
    ['630+800kVA', '合同容量', null, null],
    ['1.5万', '合同容量', null, null],
    ['30%', '合同容量', null, null],
    ['见附件', '合同容量', null, null],
    ['', '合同容量', null, null],
  ])('reads "%s" under "%s"', (text, column, capacity, capacityUnit) => {
    expect(readCapacity(text, column)).toEqual({ capacity, capacityUnit });
  });
});

describe('readCount(text)', () => {
  it.each([
    ['2', 2],
    ['1,200户', 1200],
    ['双电源', 2],
    ['单电源', 1],
    ['若干', null],
    ['', null],
  ])('reads "%s" as %s', (text, count) => {
    expect(readCount(text)).toBe(count);
  });
});

describe('readMark(text)', () => {
  it.each([
    ['是', true],
    ['一级', true],
    ['三零', true],
    ['否', false],
    ['非重要', false],
    ['无外线', false],
    ['', null],
    ['待定', null],
  ])('reads "%s" as %s', (text, mark) => {
    expect(readMark(text)).toBe(mark);
  });
});
