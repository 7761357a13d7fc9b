import type { Filter } from '../api/contract/filter.ts';
import type { Basis } from './basis.ts';
import { FILTER_NAMES, filtersOf, type FilterName } from './filter-names.ts';
import { monthPlus } from './month.ts';
import { withQuery, type Changes } from './query.ts';
import { route } from './router.svelte.ts';
import { currentSource } from './sources.svelte.ts';

/** The part of the address that narrows this page. */
function narrowing(): Record<string, string> {
  const own = filtersOf(route.path, route.query);
  return Object.fromEntries(own.flatMap((name) => (route.query[name] ? [[name, route.query[name]]] : [])));
}

/** The chosen value of a filter, null where the reader left the default or the page has no such filter. */
export const chosen = (name: FilterName): string | null => narrowing()[name] ?? null;

/** Pages that compare or show where cases wait need more of them than a month brings: how many months they open on. */
const OPENS_ON: Readonly<Record<string, number>> = {
  '/bottlenecks': 3,
  '/branches': 12,
  '/cross': 3,
  '/reliability': 12,
};

/** The period a page shows where the reader chose none. */
export function openingPeriod(): { from: string; to: string } | null {
  const to = currentSource()?.lastMonth ?? null;
  return to === null ? null : { from: monthPlus(to, 1 - (OPENS_ON[route.path] ?? 1)), to };
}

/** `chosen` of every shared filter: what a request to the API carries. */
export function filters(): Filter {
  const own = chosen('from') === null && chosen('to') === null && route.path in OPENS_ON ? openingPeriod() : null;
  const query: Record<string, string> = { ...own, ...narrowing() };
  return Object.fromEntries(FILTER_NAMES.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
}

/**
 * The address of one word of the API with the page's filters; `more` adds to them or, with null, takes one away.
 * null while it is not yet known that there is any source.
 */
export const api = (word: string, more: Changes = {}): string | null =>
  currentSource() ? withQuery(`/api/v1/${word}`, filters() as Record<string, string>, more) : null;

/**
 * The list behind a figure. It pins source, rule set and period as they were when the figure was made, so that an
 * import in between cannot change what the link means.
 */
export function casesHref(basis: Basis, population: Changes): string {
  const { source, rules, from, to } = basis;
  const reading = basis.reading === 'reported' ? 'reported' : null;
  const exempted = basis.exempted === 'out' ? 'out' : null;
  return withQuery('/cases', narrowing(), { source, rules, from, to, reading, exempted, ...population });
}

/** First and last month of the period as the page shows it, before any answer has come. */
export function period(): { from: string; to: string } | null {
  const to = chosen('to') ?? chosen('from');
  const from = chosen('from') ?? to;
  return from && to ? { from, to } : openingPeriod();
}
