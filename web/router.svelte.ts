import { FILTER_NAMES } from './filter-names.ts';
import { readQuery, withQuery, type Changes } from './query.ts';

const read = () => ({ path: location.pathname, query: readQuery(location.search) });

/** Where the reader is. Read it in components; change it only through `go` or a link. */
export const route: { path: string; query: Record<string, string> } = $state(read());

/** A link to a page that keeps the shared filters and nothing else; null removes one. */
export function href(path: string, changes: Changes = {}): string {
  const kept = Object.entries(route.query).filter(([name]) => (FILTER_NAMES as readonly string[]).includes(name));
  return withQuery(path, Object.fromEntries(kept), changes);
}

/** A link to this very page with some of its query changed. */
export const hrefHere = (changes: Changes): string => withQuery(route.path, route.query, changes);

export function go(url: string, options: { replace?: boolean } = {}): void {
  const before = location.pathname;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', url);
  Object.assign(route, read());
  if (route.path !== before) {
    scrollTo(0, 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }
}

/** Takes over plain clicks on links of our own origin, and Back and Forward. Returns what undoes it. */
export function listen(): () => void {
  const moved = () => Object.assign(route, read());
  const clicked = (event: MouseEvent) => {
    const modified = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || modified || !(event.target instanceof Element)) return;
    const link = event.target.closest('a[href]');
    if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
    if (link.target || link.hasAttribute('download') || link.pathname.startsWith('/api/')) return;
    if (link.pathname === '/docs' || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
  addEventListener('popstate', moved);
  document.addEventListener('click', clicked);
  return () => {
    removeEventListener('popstate', moved);
    document.removeEventListener('click', clicked);
  };
}
