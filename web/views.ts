import type { Component } from 'svelte';
import type { FilterName } from './filter-names.ts';
import type { Key } from './i18n/i18n.svelte.ts';

type Load = () => Promise<{ default: Component }>;
export type View = {
  path: string;
  name: Key;
  /** Section of the navigation; null: reached from elsewhere. */
  nav: 'main' | 'data' | null;
  /** A word for the narrow bottom bar of a phone; the others are behind 更多. */
  phone: Key | null;
  /** The filters that change what the page shows. */
  filters: readonly FilterName[];
  /** Fills the screen: no navigation, no title row. */
  bare: boolean;
  /** Works without any source. */
  alone: boolean;
  load: Load;
};

const files = import.meta.glob<{ default: Component }>('./views/*.svelte');

const FIGURES = ['source', 'from', 'unit', 'class', 'business', 'rules'] as const;
const READ = [...FIGURES, 'reading', 'exempted'] as const;
const PAGE = { nav: 'main', phone: null, filters: FIGURES, bare: false, alone: false } as const;

const PLANNED: (Omit<View, 'load'> & { file: string })[] = [
  { ...PAGE, path: '/overview', name: 'nav.overview', phone: 'nav.overview', filters: READ, file: 'Overview' },
  {
    ...PAGE,
    path: '/bottlenecks',
    name: 'nav.bottlenecks',
    phone: 'nav.bottlenecks',
    filters: [...FIGURES, 'stage', 'reading'],
    file: 'Bottlenecks',
  },
  { ...PAGE, path: '/stages', name: 'nav.stages', filters: [...FIGURES, 'stage', 'reading'], file: 'Stages' },
  {
    ...PAGE,
    path: '/branches',
    name: 'nav.branches',
    phone: 'nav.branches.short',
    filters: [...FIGURES, 'stage', 'reading'],
    file: 'Branches',
  },
  { ...PAGE, path: '/cross', name: 'nav.cross', filters: [...FIGURES, 'reading'], file: 'Cross' },
  { ...PAGE, path: '/cases', name: 'nav.cases', phone: 'nav.cases', filters: [...READ, 'stage'], file: 'Cases' },
  { ...PAGE, path: '/satisfaction', name: 'nav.satisfaction', file: 'Satisfaction' },
  { ...PAGE, path: '/managers', name: 'nav.managers', file: 'AccountManager' },
  { ...PAGE, path: '/reliability', name: 'nav.reliability', filters: FIGURES, file: 'Reliability' },
  { ...PAGE, path: '/data', name: 'nav.data', nav: 'data', filters: ['source'], alone: true, file: 'Data' },
  {
    ...PAGE,
    path: '/rules',
    name: 'nav.rules',
    nav: 'data',
    filters: ['source', 'from', 'unit', 'class', 'rules'],
    file: 'Rules',
  },
  {
    ...PAGE,
    path: '/metrics-dictionary',
    name: 'nav.metrics',
    nav: 'data',
    filters: [...FIGURES, 'reading'],
    file: 'MetricsDictionary',
  },
  { ...PAGE, path: '/case', name: 'nav.case', nav: null, filters: ['source', 'rules'], file: 'Case' },
  {
    ...PAGE,
    path: '/due-list',
    name: 'nav.due',
    nav: null,
    filters: ['source', 'unit', 'class', 'business', 'rules'],
    file: 'DueList',
  },
  { ...PAGE, path: '/wall/duty', name: 'nav.duty', nav: null, filters: [], bare: true, file: 'DutyWall' },
];

/** Every page there is, in the order of the navigation. */
export const VIEWS: View[] = PLANNED.flatMap(({ file, ...view }) => {
  const load = files[`./views/${file}.svelte`];
  return load ? [{ ...view, load }] : [];
});
