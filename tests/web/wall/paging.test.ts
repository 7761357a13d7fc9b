import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BAND, listed, MOST_PAGES, pagesOf, ROW, turn, type DutyRow } from '../../../web/wall/paging.ts';

const ROOM = 4 * BAND + 8 * ROW;
const row = (caseKey: string): DutyRow => ({
  provisional: false,
  caseKey,
  class: 'hv-single',
  business: '',
  stage: 'completion',
  stageName: '竣工检验',
  limit: 7,
  unitName: '甲',
  department: null,
  over: null,
  waiting: false,
});
const group = (name: string, n: number, count = n) => ({
  group: name,
  count,
  rows: Array.from({ length: n }, (_, i) => row(`${name}${i}`)),
});

test('every page shows each group that still has rows, the gravest first', () => {
  const pages = pagesOf(
    [group('overdue', 12, 1137), group('today', 12), group('tomorrow', 9), group('unverified', 6)],
    ROOM,
  );
  expect(pages[0]?.map((s) => [s.group, s.rows.length])).toEqual([
    ['overdue', 3],
    ['today', 3],
    ['tomorrow', 1],
    ['unverified', 1],
  ]);
  expect(pages[1]?.[0]).toMatchObject({ group: 'overdue', first: 4, count: 1137 });
});

test('a group that has run out leaves its room to the others', () => {
  const pages = pagesOf([group('overdue', 30), group('unverified', 1)], ROOM);
  expect(pages[0]?.map((s) => s.rows.length)).toEqual([8, 1]);
  expect(pages[1]?.map((s) => s.group)).toEqual(['overdue']);
});

test('no page is higher than its room, no case stands twice, and there are at most four pages', () => {
  const sizes = fc.array(fc.nat(40), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 4 * (BAND + ROW), max: 900 }), (counts, room) => {
      const names = ['overdue', 'today', 'tomorrow', 'unverified'];
      const pages = pagesOf(
        names.map((name, i) => group(name, counts[i] ?? 0)),
        room,
      );
      expect(pages.length).toBeLessThanOrEqual(MOST_PAGES);
      for (const page of pages) {
        const height = page.reduce((sum, section) => sum + BAND + section.rows.length * ROW, 0);
        expect(height).toBeLessThanOrEqual(room);
      }
      const keys = pages.flat().flatMap((section) => section.rows.map((r) => r.caseKey));
      expect(new Set(keys).size).toBe(keys.length);
      expect(listed(pages)).toBe(keys.length);
    }),
  );
});

test('a list that fits is listed whole', () => {
  const pages = pagesOf([group('overdue', 2), group('today', 4), group('tomorrow', 1)], ROOM);
  expect(pages).toHaveLength(1);
  expect(listed(pages)).toBe(7);
});

test('nothing due gives no page', () => {
  expect(pagesOf([group('overdue', 0), group('today', 0)], ROOM)).toEqual([]);
});

test('a page stands for twelve seconds and then the next, round and round', () => {
  expect(turn(0, 3)).toEqual({ page: 0, secondsLeft: 12 });
  expect(turn(11_001, 3)).toEqual({ page: 0, secondsLeft: 1 });
  expect(turn(12_000, 3)).toEqual({ page: 1, secondsLeft: 12 });
  expect(turn(36_500, 3)).toEqual({ page: 0, secondsLeft: 12 });
  expect(turn(50_000, 1).page).toBe(0);
});
