import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '..', '..', 'var', 'build', 'web');
const built = existsSync(WEB);
const assets = built ? readdirSync(join(WEB, 'assets')) : [];
const text = (name: string) => readFileSync(join(WEB, 'assets', name), 'utf8');
const kilobytes = (names: Iterable<string>) =>
  [...names].reduce((sum, name) => sum + gzipSync(text(name), { level: 9 }).length, 0) / 1024;
const scripts = assets.filter((name) => name.endsWith('.js'));
const named = (word: string) => scripts.filter((name) => name.startsWith(`${word}-`));

/** A script with all that it imports at once. */
function closure(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of text(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) closure(next!, found);
  return found;
}

/** Later than Chrome 88, by the name a script would call it. */
const NEWER =
  /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed|checkVisibility)\(|\b(Object\.hasOwn|Object\.groupBy|Map\.groupBy|structuredClone|Promise\.withResolvers|Promise\.try|Array\.fromAsync|URL\.canParse|AbortSignal\.(?:timeout|any)|randomUUID)\b/g;
const NEWER_CSS =
  /:has\(|@container|@layer|@scope|color-mix\(|accent-color|text-wrap|\b\d+(?:dvh|svh|lvh)\b|overflow:\s*clip|@starting-style|:popover-open|\bsubgrid\b/g;

describe.skipIf(!built)('what a browser is given', () => {
  it('is at most 70 KB of script before the first figures', () => {
    const entry = /src="\/assets\/(index-[\w-]+\.js)"/.exec(readFileSync(join(WEB, 'index.html'), 'utf8'))![1]!;
    const words = named('first').filter((name) => /\p{Script=Han}/u.test(text(name)));
    const first = new Set([entry, ...words, ...named('Overview')].flatMap((name) => [...closure(name)]));
    expect([...first].filter((name) => name.startsWith('echarts'))).toEqual([]);
    expect(kilobytes(first)).toBeLessThan(70);
  });

  it('draws charts with at most 300 KB more, and is at most 600 KB in all', () => {
    expect(kilobytes(closure(named('echarts')[0]!))).toBeLessThan(300);
    expect(kilobytes(assets.filter((name) => /\.(js|css)$/.test(name)))).toBeLessThan(600);
  });

  it('asks nothing of Chrome 88 that it lacks and that we do not add', () => {
    const added = readFileSync(join(WEB, '..', '..', '..', 'web', 'older-browsers.ts'), 'utf8');
    const missing = scripts.flatMap((name) =>
      [...text(name).matchAll(NEWER)]
        .map(([whole, method, global]) => method ?? global ?? whole)
        .filter((word) => !added.includes(`'${word.split('.').at(-1)}'`))
        .map((word) => `${name}: ${word}`),
    );
    expect([...new Set(missing)]).toEqual([]);
    const styles = assets.filter((name) => name.endsWith('.css')).map(text);
    expect(styles.flatMap((css) => css.match(NEWER_CSS) ?? [])).toEqual([]);
  });

  it('knows no address but its own', () => {
    const addresses = scripts.flatMap((name) => text(name).match(/https?:\/\/[\w.-]+/g) ?? []);
    const names = new Set(['http://www.w3.org', 'https://svelte.dev', 'https://echarts.apache.org']); // names, not fetched
    expect([...new Set(addresses)].filter((address) => !names.has(address))).toEqual([]);
  });
});
