const STORE = 'yekuo.columns';

/** The reader's last choice of columns, as the address has it; null: the default ones. */
export const keptColumns = (): string | null => localStorage.getItem(STORE);

export function keepColumns(text: string | null): void {
  if (text === null) localStorage.removeItem(STORE);
  else localStorage.setItem(STORE, text);
}
