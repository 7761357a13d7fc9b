import { go, hrefHere } from '../router.svelte.ts';

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** The panel with the focus or under the pointer, else the first. */
const panel = () =>
  document.activeElement?.closest('[data-panel]') ??
  document.querySelector('[data-panel]:hover') ??
  document.querySelector('[data-panel]');

/** Opens the panel's menu and goes there. */
function openExport(): void {
  const summary = panel()?.querySelector<HTMLElement>('[data-action=export] > summary');
  summary?.focus();
  summary?.click();
}

/** The keyboard of every page (visual language §5). Returns what undoes it. */
export function keys(actions: { help: () => void }): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && typing(event.target)) (event.target as HTMLElement).blur();
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    const search = document.querySelector<HTMLInputElement>('[data-search]');
    const click = (action: string) => panel()?.querySelector<HTMLElement>(`[data-action=${action}]`)?.click();
    if (event.key === '/') {
      event.preventDefault();
      if (search && search.offsetParent) search.focus();
      else go(hrefHere({}).startsWith('/cases') ? hrefHere({ q: null }) : '/cases');
    } else if (event.key === '?') actions.help();
    else if (event.key === 't' || event.key === 'T') click('table');
    else if (event.key === 'e' || event.key === 'E') openExport();
    else if (event.key === 'f' || event.key === 'F') {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void document.documentElement.requestFullscreen().catch(() => undefined);
    }
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
