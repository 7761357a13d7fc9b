import { expect, test } from 'vitest';
import { caseHref, dueOf, listHref, listQuery, pagesOf, placeUrl } from '../../../../web/panels/cases/option.ts';

const open = { due: '2026-10-22T00:00:00+08:00', ended: null };

test('a deadline passed at the data time counts working days over', () => {
  expect(dueOf({ ...open, daysOver: 9 }, '2026-10-09', '2026-10-22')).toEqual({ kind: 'over', n: 9 });
});

test('a deadline between the data time and today is past due, but never overdue', () => {
  expect(dueOf({ ...open, daysOver: 0 }, '2026-10-21', '2026-10-22')).toEqual({ kind: 'unverified', n: 0 });
  expect(dueOf({ ...open, daysOver: -1 }, '2026-10-21', '2026-10-22')?.kind).toBe('unverified');
});

test('due words follow the date of today: today, tomorrow, else the working days left', () => {
  expect(dueOf({ ...open, daysOver: -1 }, '2026-10-22', '2026-10-22')?.kind).toBe('today');
  expect(dueOf({ ...open, daysOver: -2 }, '2026-10-23', '2026-10-22')?.kind).toBe('tomorrow');
  expect(dueOf({ ...open, daysOver: -5 }, '2026-10-28', '2026-10-22')).toEqual({ kind: 'left', n: 5 });
  expect(dueOf({ ...open, daysOver: -1 }, '2026-11-01', '2026-10-31')?.kind).toBe('tomorrow');
});

test('an ended case and a case without a deadline say nothing', () => {
  expect(dueOf({ due: null, daysOver: null, ended: null }, null, '2026-10-22')).toBeNull();
  expect(dueOf({ ...open, daysOver: -1, ended: '2026-10-20' }, '2026-10-22', '2026-10-22')).toBeNull();
});

test('the address of a case carries its list and its place in it', () => {
  const list = listQuery({ population: 'open', status: 'overdue', page: '3', table: 'cases', unit: 'A&B' });
  const url = new URL(caseHref({ source: '演示', rules: 'serc-27', key: '26 1/2' }, { list, at: 118 }), 'http://x');
  expect(url.searchParams.get('key')).toBe('26 1/2');
  expect(url.searchParams.get('at')).toBe('118');
  const back = new URL(placeUrl(url.searchParams.get('list') ?? '', 119), 'http://x');
  expect(Object.fromEntries(back.searchParams)).toEqual({
    population: 'open',
    status: 'overdue',
    unit: 'A&B',
    size: '1',
    page: '119',
  });
});

test('the way back opens the page of the list that holds the case', () => {
  expect(listHref('population=open', 50)).toBe('/cases?population=open');
  expect(listHref('population=open', 51)).toBe('/cases?population=open&page=2');
});

test('the first page has no previous and the last no next', () => {
  expect(pagesOf(120, 50, 1)).toEqual({ pages: 3, previous: null, next: 2 });
  expect(pagesOf(120, 50, 3)).toEqual({ pages: 3, previous: 2, next: null });
  expect(pagesOf(0, 50, 1)).toEqual({ pages: 1, previous: null, next: null });
});
