import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../web/i18n/en.ts';
import { fill } from '../../../web/i18n/fill.ts';
import { zh } from '../../../web/i18n/zh.ts';
import { PLACES } from '../../../web/panels/metrics-dictionary/places.ts';

const WEB = join(import.meta.dirname, '..', '..', '..', 'web');
const BANNED = ['拖', '推诿', '堵', '不像偶然', '倒数', '谁的', '不会自己', '因为', '原因是', '责任人', '懒'];
const BANNED_EN = /\b(worst|lazy|blame|fault of|guilty|because|culprit|dragg(ed|ing)|procrastinat\w*)\b/i;
const keys = Object.keys(zh) as (keyof typeof zh)[];
const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

describe('the dictionaries', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('ask for the same values in both languages', () => {
    const dated = (key: string) => key.startsWith('case.say.date'); // each language has its own parts of a date
    const differing = keys.filter(
      (key) => !dated(key) && names(zh[key]).some((name) => !names(en[key]).includes(name)),
    );
    expect(differing).toEqual([]);
  });

  it('name every place a measure is shown on', () => {
    expect(Object.keys(PLACES).filter((word) => !(`shown-on.${word}` in zh))).toEqual([]);
  });

  it('hold no word that blames', () => {
    expect(keys.filter((key) => BANNED.some((word) => zh[key].includes(word)))).toEqual([]);
    expect(keys.filter((key) => BANNED_EN.test(en[key]))).toEqual([]);
  });

  it('write the apostrophe so that a Chinese font does not set it as wide as a character', () => {
    expect(keys.filter((key) => en[key].includes('’'))).toEqual([]);
  });

  it('hold no key that no screen uses', () => {
    const source = (readdirSync(WEB, { recursive: true }) as string[])
      .filter((file) => /\.(ts|svelte)$/.test(file) && !/^i18n.(zh|en)\b/.test(file))
      .map((file) => readFileSync(join(WEB, file), 'utf8'))
      .join('\n');
    const built = [...source.matchAll(/[`']([a-zA-Z-]+(?:\.[a-zA-Z-]+)*\.)\$\{/g)].map(([, prefix = '']) => prefix);
    const termed = [...source.matchAll(/(?:term|isTerm)\('([a-z.-]+)'/gi)].map(([, prefix]) => `${prefix}.`);
    const used = (key: string) =>
      source.includes(`'${key}'`) ||
      source.includes(`"${key}"`) ||
      [...built, ...termed].some((p) => key.startsWith(p));
    expect(keys.filter((key) => !used(key))).toEqual([]);
  });

  it('choose the word by the number', () => {
    expect(fill('{n} {n|case|cases}', { n: 1 })).toBe('1 case');
    expect(fill('{n} {n|case|cases}', { n: '1,001' })).toBe('1,001 cases');
  });

  it('sets a space between Chinese and the numbers or letters of a value, and nowhere else', () => {
    expect(fill('{period}归档，至{to}', { period: '2026-09 至 2026-11', to: '12-01' })).toBe(
      '2026-09 至 2026-11 归档，至 12-01',
    );
    expect(fill('{period}归档，占{share}。', { period: '11 月', share: '5%' })).toBe('11 月归档，占 5%。');
    expect(fill('《{rules}》P90即', { rules: 'A' })).toBe('《A》P90即');
  });
});
