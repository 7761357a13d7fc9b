const STORE = 'yekuo.author';

/** Whoever wrote last on this machine; a name, until there are accounts. */
export const writer = (): string => localStorage.getItem(STORE) ?? '';
export const keepWriter = (name: string): void => localStorage.setItem(STORE, name);
