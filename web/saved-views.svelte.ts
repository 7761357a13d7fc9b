/** A page with its filters under a name of the reader's; kept in the browser until there are accounts. */
export type SavedView = { name: string; path: string };

const STORE = 'yekuo.views';
const MOST = 50;

function stored(): SavedView[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(STORE) ?? '[]');
    return Array.isArray(found) ? found.filter(isView) : [];
  } catch {
    return [];
  }
}

/** Only pages of our own: what is stored becomes a link. */
function isView(view: unknown): view is SavedView {
  const { name, path } = (view ?? {}) as Partial<SavedView>;
  return typeof name === 'string' && typeof path === 'string' && /^\/(?!\/)/.test(path);
}

export const saved: { views: SavedView[] } = $state({ views: stored() });

function keep(views: SavedView[]): void {
  saved.views = views.slice(0, MOST);
  localStorage.setItem(STORE, JSON.stringify(saved.views));
}

/** Another window may have saved some since. */
const others = (name: string): SavedView[] => stored().filter((view) => view.name !== name);

export const saveView = (view: SavedView): void => keep([view, ...others(view.name)]);

export const removeView = (name: string): void => keep(others(name));
