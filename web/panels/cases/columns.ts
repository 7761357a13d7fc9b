import type { CaseRow } from '../../../api/contract/cases.ts';

/** What a line of the list may show beside number and status, in this order. */
export const COLUMNS = [
  'unit',
  'class',
  'business',
  'stage',
  'department',
  'opened',
  'due',
  'ended',
  'over',
  'days',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

const DEFAULT: readonly ColumnName[] = COLUMNS.filter((name) => name !== 'ended');

/** The chosen columns, as the address has them: `columns=unit,due`; absent: those most lists need. */
export function chosenColumns(text: string | undefined): ColumnName[] {
  const wanted = (text ?? '').split(',');
  const known = COLUMNS.filter((name) => wanted.includes(name));
  return known.length > 0 ? known : [...DEFAULT];
}

/** The address's word for a choice; null for the default one. */
export function columnsText(chosen: readonly ColumnName[]): string | null {
  const same = chosen.length === DEFAULT.length && DEFAULT.every((name) => chosen.includes(name));
  return same ? null : COLUMNS.filter((name) => chosen.includes(name)).join(',');
}

export const PAGE = 100;

/**
 * The pages of a list that hold the rows from one place to another (from 0), and of these the ones not fetched yet.
 */
export function pagesToFetch(first: number, last: number, known: ReadonlyMap<number, readonly CaseRow[]>): number[] {
  const pages: number[] = [];
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++)
    if (!known.has(page)) pages.push(page);
  return pages;
}

/** Where the keyboard goes in a list of so many rows; the same place for keys that mean nothing here. */
export function movedBy(key: string, at: number, total: number, screenful: number): number {
  const step = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1, PageDown: screenful, PageUp: -screenful }[key];
  const to = key === 'Home' ? 0 : key === 'End' ? total - 1 : at + (step ?? 0);
  return Math.max(0, Math.min(total - 1, to));
}
