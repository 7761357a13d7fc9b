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
