import { en } from './en.ts';
import { fill, type Values } from './fill.ts';
import { zh } from './zh.ts';

export type Key = keyof typeof zh;
export type Language = 'zh' | 'en';

const STORE = 'yekuo.language';
const dictionaries: Record<Language, Record<Key, string>> = { zh, en };

export const language: { current: Language } = $state({ current: localStorage.getItem(STORE) === 'en' ? 'en' : 'zh' });

export function speak(next: Language): void {
  language.current = next;
  localStorage.setItem(STORE, next);
}

/** The words of a key in the reader's language. `{name}` is filled in, `{name|one|other}` chooses by the number. */
export const t = (key: Key, values: Values = {}): string => fill(dictionaries[language.current][key], values);

export const isKey = (text: string): text is Key => Object.prototype.hasOwnProperty.call(zh, text);

/** The words of `prefix.code` where the dictionaries know the code, else `otherwise`: sources bring words of their own. */
export function term(prefix: string, code: string, otherwise: string = code): string {
  const key = `${prefix}.${code}`;
  return isKey(key) ? t(key) : otherwise;
}

/** The code is a word of ours, not text that came with imported data. */
export const isTerm = (prefix: string, code: string): boolean => isKey(`${prefix}.${code}`);
