import type { CaseRow } from '../../../api/contract/cases.ts';

/** What chooses the cases of a list beside the shared filters. */
export const LIST_NAMES = [
  'population',
  'status',
  'verdict',
  'group',
  'daysFrom',
  'daysTo',
  'mark',
  'tree',
  'nature',
  'due',
  'late',
  'voltage',
  'unenergised',
  'department',
  'grade',
  'complaint',
  'via',
  'suspension',
  'reason',
  'flag',
  'flow',
  'flowFrom',
  'flowTo',
  'path',
  'sign',
  'firm',
  'firmAs',
  'channel',
  'industry',
  'capacity',
  'own',
  'manager',
  'managed',
  'trip',
  'reached',
  'marked',
  'ending',
  'dueFrom',
  'dueTo',
  'q',
] as const;
const FILTERS = ['source', 'from', 'to', 'unit', 'class', 'business', 'stage', 'rules', 'reading', 'exempted'];

type Query = Record<string, string | undefined>;

/** The part of a page's query that makes its list, without the page. */
export function listQuery(query: Query): Record<string, string> {
  const names = [...FILTERS, ...LIST_NAMES, 'sort'];
  return Object.fromEntries(names.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}

/**
 * The page of one case. `list` is the list it was opened from and `at` its place there, from 1, so that the next and
 * the previous case are found again from the address alone.
 */
export function caseHref(
  at: { source: string; rules: string; key: string },
  place: { list: Record<string, string>; at: number } | null = null,
): string {
  const query = new URLSearchParams({ source: at.source, rules: at.rules, key: at.key });
  if (place) {
    query.set('list', new URLSearchParams(place.list).toString());
    query.set('at', String(place.at));
  }
  return `/case?${query}`;
}

/** The cases of `list` at one place, as the API is asked for it. */
export const placeUrl = (list: string, at: number): string => {
  const query = new URLSearchParams(list);
  query.set('size', '1');
  query.set('page', String(at));
  return `/api/v1/cases?${query}`;
};

/** The list itself, opened where the case stands in it. */
export function listHref(list: string, at: number): string {
  const query = new URLSearchParams(list);
  if (at > 1) query.set('at', String(at));
  return `/cases?${query}`;
}

export type Due = { kind: 'over' | 'left' | 'today' | 'tomorrow' | 'unverified'; n: number };

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/**
 * What is said of the deadline of an open case: past it at the data time in working days; else by today's date, also
 * when the data does not reach that far: then it is past due, but not known to be overdue.
 */
export function dueOf(
  row: Pick<CaseRow, 'due' | 'daysOver' | 'ended'>,
  dueDay: string | null,
  today: string | null,
): Due | null {
  if (row.due === null || dueDay === null || row.ended !== null) return null;
  if (row.daysOver !== null && row.daysOver > 0) return { kind: 'over', n: row.daysOver };
  if (today !== null && dueDay < today) return { kind: 'unverified', n: 0 };
  if (today !== null && dueDay === today) return { kind: 'today', n: 0 };
  if (today !== null && dueDay === nextDay(today)) return { kind: 'tomorrow', n: 1 };
  return row.daysOver === null ? null : { kind: 'left', n: -row.daysOver };
}
