import { fill, type Values } from './fill.ts';
import type { zh } from './zh.ts';

export type Key = keyof typeof zh;
export type Language = 'zh' | 'en';

const STORE = 'yekuo.language';

/** A reader needs one language; the other is fetched when it is asked for. */
const DICTIONARIES: Record<Language, () => Promise<Record<Key, string>>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
};
let words = $state.raw<Partial<Record<Key, string>>>({});

export const language: { current: Language } = $state({ current: localStorage.getItem(STORE) === 'en' ? 'en' : 'zh' });

export async function speak(next: Language): Promise<void> {
  words = await DICTIONARIES[next]();
  language.current = next;
  localStorage.setItem(STORE, next);
}

/** The words of a key in the reader's language. `{name}` is filled in, `{name|one|other}` chooses by the number. */
export const t = (key: Key, values: Values = {}): string => fill(words[key] ?? key, values);

export const isKey = (text: string): text is Key => Object.prototype.hasOwnProperty.call(words, text);

/** The words of `prefix.code` where the dictionaries know the code, else `otherwise`: sources bring words of their own. */
export function term(prefix: string, code: string, otherwise: string = code): string {
  const key = `${prefix}.${code}`;
  return isKey(key) ? t(key) : otherwise;
}

/** The code is a word of ours, not text that came with imported data. */
export const isTerm = (prefix: string, code: string): boolean => isKey(`${prefix}.${code}`);
