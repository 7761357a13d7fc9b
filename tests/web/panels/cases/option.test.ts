import { expect, test } from 'vitest';
import { CasesQuery } from '../../../../api/contract/cases.ts';
import { FILTER_NAMES } from '../../../../web/filter-names.ts';
import { chosenColumns, columnsText, movedBy, PAGE, pagesToFetch } from '../../../../web/panels/cases/columns.ts';
import { caseHref, dueOf, listHref, listQuery, LIST_NAMES, placeUrl } from '../../../../web/panels/cases/option.ts';

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

test('the way back opens the list where the case stands in it', () => {
  expect(listHref('population=open', 1)).toBe('/cases?population=open');
  expect(listHref('population=open', 51)).toBe('/cases?population=open&at=51');
});

test('columns are those of the address in the order of the list, else those most lists need', () => {
  expect(chosenColumns('days,unit,nonsense')).toEqual(['unit', 'days']);
  expect(chosenColumns('')).not.toContain('ended');
  expect(columnsText(chosenColumns(undefined))).toBeNull();
  expect(columnsText(['days', 'unit'])).toBe('unit,days');
});

test('only pages in sight that are not there yet are fetched', () => {
  expect(pagesToFetch(95, 210, new Map([[1, []]]))).toEqual([0, 2]);
  expect(pagesToFetch(0, PAGE - 1, new Map([[0, []]]))).toEqual([]);
});

test('the keyboard moves within the list', () => {
  expect(movedBy('ArrowDown', 0, 10, 5)).toBe(1);
  expect(movedBy('k', 0, 10, 5)).toBe(0);
  expect(movedBy('PageDown', 7, 10, 5)).toBe(9);
  expect(movedBy('End', 3, 10, 5)).toBe(9);
  expect(movedBy('x', 3, 10, 5)).toBe(3);
});

test('every condition the api knows for a list is carried from the address to it', () => {
  const shared: readonly string[] = [...FILTER_NAMES, 'sort', 'page', 'size'];
  const asked = Object.keys(CasesQuery.properties).filter((name) => !shared.includes(name));
  expect(asked.filter((name) => !(LIST_NAMES as readonly string[]).includes(name))).toEqual([]);
});
