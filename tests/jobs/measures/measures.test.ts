import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../jobs/measures/measure.ts';
import { MEASURES, measureOf, optionOn, optionParts } from '../../../jobs/measures/measures.ts';
import { en } from '../../../web/i18n/en.ts';
import { zh } from '../../../web/i18n/zh.ts';

const root = join(import.meta.dirname, '../../..');

describe('the registry of measures', () => {
  it('names every measure once, in both languages', () => {
    const codes = MEASURES.map((measure) => measure.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, name, formula, population, source, options } of MEASURES)
      for (const words of [name, formula, population, source, ...options.map((option) => option.name)]) {
        expect({ code, zh: /\p{Script=Han}/u.test(words.zh) }).toEqual({ code, zh: true });
        expect({ code, en: words.en !== '' && !/\p{Script=Han}/u.test(words.en) }).toEqual({ code, en: true });
      }
  });

  it('ships the composite switched off, with the weights of the example', () => {
    expect(measureOf('composite-compliance').off).toBe(true);
    const weights = optionParts(optionOn('composite-compliance', 'weights', '2026-06-01')).map(Number);
    expect(weights).toEqual([0.6, 0.3, 0.1]);
    expect(MEASURES.filter((measure) => measure.off).map((measure) => measure.code)).toEqual(['composite-compliance']);
  });

  it('has words in both languages for every code a page shows of it', () => {
    const words = MEASURES.flatMap((m) => [
      `subject.${m.subject}`,
      `counted.${m.count}`,
      `period-by.${m.period}`,
      `mark-of.${m.mark}`,
      ...m.months.map((kind) => `month-kind.${kind}`),
    ]).concat(FIELDS.map((field) => `field.${field}`));
    expect(words.filter((key) => !(key in zh) || !(key in en))).toEqual([]);
  });

  it('gives a period only to what is not told at the data time', () =>
    expect(MEASURES.filter((m) => (m.period === 'data-time') !== (m.months.length === 0))).toEqual([]));

  it('claims only panels that the screens have, or will find under that word', () => {
    const shown = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.svelte'))
      .flatMap((file) => [...readFileSync(join(root, 'web', file), 'utf8').matchAll(/word="([a-z-]+)"/g)])
      .map(([, word]) => word);
    const claimed = new Set(MEASURES.flatMap((measure) => measure.panels));
    expect([...claimed].filter((word) => word !== 'duty' && !shown.includes(word))).toEqual([]);
  });

  it('refuses codes and options nobody defined', () => {
    expect(() => measureOf('nothing')).toThrow('no measure "nothing"');
    expect(() => optionOn('satisfaction-rate', 'nothing', '2026-06-01')).toThrow('no option');
  });
});
