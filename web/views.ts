import type { Component } from 'svelte';
import type { Key } from './i18n/i18n.svelte.ts';

type Load = () => Promise<{ default: Component }>;
export type View = {
  path: string;
  name: Key;
  /** Section of the navigation; null: reached from elsewhere. */
  nav: 'main' | 'data' | null;
  /** A word for the narrow bottom bar of a phone; the others are behind 更多. */
  phone: Key | null;
  /** Fills the screen: no navigation, no title row. */
  bare: boolean;
  /** Works without any source. */
  alone: boolean;
  load: Load;
};

const files = import.meta.glob<{ default: Component }>('./views/*.svelte');

const PAGE = { nav: 'main', phone: null, bare: false, alone: false } as const;

const PLANNED: (Omit<View, 'load'> & { file: string })[] = [
  { ...PAGE, path: '/overview', name: 'nav.overview', phone: 'nav.overview', file: 'Overview' },
  {
    ...PAGE,
    path: '/bottlenecks',
    name: 'nav.bottlenecks',
    phone: 'nav.bottlenecks',
    file: 'Bottlenecks',
  },
  { ...PAGE, path: '/stages', name: 'nav.stages', file: 'Stages' },
  {
    ...PAGE,
    path: '/branches',
    name: 'nav.branches',
    phone: 'nav.branches.short',
    file: 'Branches',
  },
  { ...PAGE, path: '/cross', name: 'nav.cross', file: 'Cross' },
  { ...PAGE, path: '/cases', name: 'nav.cases', phone: 'nav.cases', file: 'Cases' },
  { ...PAGE, path: '/satisfaction', name: 'nav.satisfaction', file: 'Satisfaction' },
  { ...PAGE, path: '/managers', name: 'nav.managers', file: 'AccountManager' },
  { ...PAGE, path: '/reliability', name: 'nav.reliability', file: 'Reliability' },
  { ...PAGE, path: '/data', name: 'nav.data', nav: 'data', alone: true, file: 'Data' },
  {
    ...PAGE,
    path: '/rules',
    name: 'nav.rules',
    nav: 'data',
    file: 'Rules',
  },
  {
    ...PAGE,
    path: '/metrics-dictionary',
    name: 'nav.metrics',
    nav: 'data',
    file: 'MetricsDictionary',
  },
  { ...PAGE, path: '/case', name: 'nav.case', nav: null, file: 'Case' },
  {
    ...PAGE,
    path: '/due-list',
    name: 'nav.due',
    nav: null,
    file: 'DueList',
  },
  { ...PAGE, path: '/wall/duty', name: 'nav.duty', nav: null, bare: true, alone: true, file: 'DutyWall' },
];

/** Every page there is, in the order of the navigation. */
export const VIEWS: View[] = PLANNED.flatMap(({ file, ...view }) => {
  const load = files[`./views/${file}.svelte`];
  return load ? [{ ...view, load }] : [];
});
