export type Theme = 'light' | 'dark';
const STORE = 'yekuo.theme';

const preferred = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
const stored = localStorage.getItem(STORE);

/** The reader's own choice, else the system's at the start. */
export const theme: { current: Theme } = $state({
  current: stored === 'light' || stored === 'dark' ? stored : preferred(),
});

export function paint(next: Theme): void {
  theme.current = next;
  localStorage.setItem(STORE, next);
}
