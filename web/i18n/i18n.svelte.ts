import { fill, type Values } from './fill.ts';
import type { zh } from './zh.ts';

export type Key = keyof typeof zh;
export type Language = 'zh' | 'en';

const STORE = 'yekuo.language';

type Words = Partial<Record<Key, string>>;

/** A reader needs one language; the other is fetched when it is asked for. */
const DICTIONARIES: Record<Language, { first: () => Promise<Words>; whole: () => Promise<Words> }> = {
  zh: {
    first: async () => (await import('./zh/first.ts')).first,
    whole: async () => (await import('./zh.ts')).zh,
  },
  en: {
    first: async () => (await import('./en/first.ts')).first,
    whole: async () => (await import('./en.ts')).en,
  },
};
let words = $state.raw<Words>({});
let whole: Promise<void> = Promise.resolve();

export const language: { current: Language } = $state({ current: localStorage.getItem(STORE) === 'en' ? 'en' : 'zh' });

/** Fetches what the first figures need, and the rest while they are drawn. */
export async function startToSpeak(): Promise<void> {
  const { first, whole: rest } = DICTIONARIES[language.current];
  words = await first();
  whole = rest().then((all) => void (words = all));
}

/** Fulfilled when every word is there; pages other than the overview wait for it. */
export const allWords = (): Promise<void> => whole;

export async function speak(next: Language): Promise<void> {
  words = await DICTIONARIES[next].whole();
  language.current = next;
  localStorage.setItem(STORE, next);
}

/** The words of a key in the reader's language. `{name}` is filled in, `{name|one|other}` chooses by the number. */
export const t = (key: Key, values: Values = {}): string => fill(words[key] ?? '', values);

export const isKey = (text: string): text is Key => Object.prototype.hasOwnProperty.call(words, text);

/** The words of `prefix.code` where the dictionaries know the code, else `otherwise`: sources bring words of their own. */
export function term(prefix: string, code: string, otherwise: string = code): string {
  const key = `${prefix}.${code}`;
  return isKey(key) ? t(key) : otherwise;
}

/** The code is a word of ours, not text that came with imported data. */
export const isTerm = (prefix: string, code: string): boolean => isKey(`${prefix}.${code}`);
