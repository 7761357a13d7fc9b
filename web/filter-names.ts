import type { Filter } from '../api/contract/filter.ts';

/** The query names every page shares, in the order of the filter bar. */
export const FILTER_NAMES = [
  'source',
  'from',
  'to',
  'unit',
  'class',
  'business',
  'stage',
  'rules',
  'reading',
  'exempted',
] as const satisfies readonly (keyof Filter)[];
export type FilterName = (typeof FILTER_NAMES)[number];

const FIGURES: readonly FilterName[] = ['source', 'from', 'to', 'unit', 'class', 'business', 'rules'];
const READ: readonly FilterName[] = [...FIGURES, 'reading', 'exempted'];
const OPEN: readonly FilterName[] = ['source', 'unit', 'class', 'business', 'rules'];

/** The filters that change what a page shows, where they are others than `FIGURES`. */
const OF_PAGE: Readonly<Record<string, readonly FilterName[]>> = {
  '/overview': READ,
  '/bottlenecks': [...FIGURES, 'stage', 'reading'],
  '/stages': [...FIGURES, 'stage', 'reading'],
  '/branches': [...FIGURES, 'stage', 'reading'],
  '/cross': [...FIGURES, 'reading'],
  '/cases': [...READ, 'stage'],
  '/data': ['source'],
  '/rules': ['source', 'from', 'to', 'unit', 'class', 'rules'],
  '/metrics-dictionary': [...FIGURES, 'reading'],
  '/case': ['source', 'rules'],
  '/due-list': OPEN,
  '/wall/duty': OPEN,
};

/** Whether the period chooses from a list of cases: not from all there are or those open at the data time. */
export const isPeriodic = (population = ''): boolean => !['', 'open', 'running-clock'].includes(population);

const BY_PERIOD: readonly FilterName[] = ['from', 'to', 'reading', 'exempted'];

/**
 * What the address of a page may narrow it by. The others stay in the address for the next page and change nothing
 * here: a page never shows less than its chips say.
 */
export function filtersOf(path: string, query: Readonly<Record<string, string>>): readonly FilterName[] {
  const all = OF_PAGE[path] ?? FIGURES;
  if (path !== '/cases' || isPeriodic(query['population'])) return all;
  return all.filter((name) => !BY_PERIOD.includes(name));
}
