/** How far the list was scrolled on this step of the browser's history, px; null where it was not. */
export const scrolledTo = (): number | null => (history.state as { scrolled?: number } | null)?.scrolled ?? null;

export const keepScrolled = (scrolled: number): void => history.replaceState({ scrolled }, '');
