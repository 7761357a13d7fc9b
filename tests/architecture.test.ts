import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

type Import = { from: string; to: string; typeOnly: boolean };
const root = join(import.meta.dirname, '..');
const filesOf = (...floors: string[]) =>
  floors
    .flatMap((floor) =>
      readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' }).map((f) => join(floor, f)),
    )
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .map((file) => file.replaceAll('\\', '/'));
const product = filesOf('api', 'web', 'jobs', 'sql');
const textOf = new Map([...product, ...filesOf('tests')].map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** Every import, export-from and import() of a file; a relative one as its path from the root. */
function importsOf(file: string): Import[] {
  const text = textOf.get(file)!;
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n');
  const source = ts.createSourceFile(file, file.endsWith('.svelte') ? scripts : text, ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (to: ts.Node | undefined, typeOnly: boolean) => {
    if (to === undefined || !ts.isStringLiteralLike(to)) return;
    const path = to.text.startsWith('.') ? normalize(join(dirname(file), to.text)).replaceAll('\\', '/') : to.text;
    found.push({ from: file, to: path, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const imports = product.flatMap(importsOf);
const ours = imports.filter(({ to }) => textOf.has(to) || /^(api|web|jobs|sql|tests)\//.test(to));
const shown = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`);
const breaking = (rule: (entry: Import) => boolean, list = ours) => shown(list.filter((entry) => !rule(entry)));
const floor = (path: string) => path.split('/')[0];
const between = (above: string, below: string) =>
  ours.filter(({ from, to }) => floor(from) === above && floor(to) === below);
/** Composition roots: they alone start jobs and engine. */
const ENTRIES = /^api\/(main\.ts|cli\.ts|cli\/[^/]+\.ts|open-database\.ts)$/;
/** Routes that change something: they ask for work and keep what was dropped, the jobs do the rest. */
const CHANGES = /^api\/routes\/(uploads|corrections|annotations|calendars|rule-drafts|trials)\.ts$/;
const PURE_JOBS = /^jobs\/(clock|statistics|figures|measures|import\/wording)\//;

describe('imports go down only', () => {
  const allowed: Record<string, string[]> = {
    web: ['web', 'api'],
    api: ['api', 'sql', 'jobs'],
    jobs: ['jobs', 'sql'],
    sql: ['sql'],
  };
  test('no floor imports one above it, and nothing imports tests', () =>
    expect(breaking(({ from, to }) => allowed[floor(from)!]!.includes(floor(to)!))).toEqual([]));
  test('web takes nothing but types of the contract from api', () =>
    expect(breaking(({ to, typeOnly }) => typeOnly && to.startsWith('api/contract/'), between('web', 'api'))).toEqual(
      [],
    ));
  test('api writes only from access, its entry points and the routes that change something', () =>
    expect(
      breaking(
        ({ from, to }) =>
          !to.startsWith('sql/write/') || /^api\/access\//.test(from) || CHANGES.test(from) || ENTRIES.test(from),
        between('api', 'sql'),
      ),
    ).toEqual([]));
  test('api starts engine and migrations only from its entry points', () =>
    expect(
      breaking(({ from, to }) => !/^sql\/(engine\/|migrate)/.test(to) || ENTRIES.test(from), between('api', 'sql')),
    ).toEqual([]));
  test('api takes from jobs what is pure; its entry points alone start jobs', () =>
    expect(breaking(({ from, to }) => PURE_JOBS.test(to) || ENTRIES.test(from), between('api', 'jobs'))).toEqual([]));
  test('what counts as pure needs no disk, no network and no statement of SQL', () =>
    expect(
      breaking(
        ({ to, typeOnly }) =>
          typeOnly ||
          PURE_JOBS.test(to) ||
          /^sql\/(vocabulary|deciding)\.ts$/.test(to) ||
          to === 'typebox' ||
          to === 'typebox/value' ||
          to.endsWith('.json'),
        imports.filter(({ from }) => PURE_JOBS.test(from)),
      ),
    ).toEqual([]));
  test('no file imports itself by a detour', () => expect(circle()).toEqual([]));
});

describe('a sibling never imports a sibling', () => {
  test.each(['web/panels/*/', 'web/views/', 'api/routes/', 'sql/read/'])('on %s', (shelf) => {
    const place = new RegExp(`^${shelf.replace('*/', '([^/]+)/')}`);
    const word = (path: string) => place.exec(path)?.[1] ?? path;
    const same = ours.filter(({ from, to }) => place.test(from) && place.test(to) && word(from) !== word(to));
    expect(shown(same)).toEqual([]);
  });
});

describe('there is one door', () => {
  const only = (what: RegExp, where: RegExp, list = imports) =>
    shown(list.filter(({ from, to }) => what.test(to) && !where.test(from)));
  const naming = (what: RegExp, where: RegExp) =>
    product.filter((file) => what.test(textOf.get(file)!) && !where.test(file));
  // copy needs the client's stream, transaction one client of the pool: both as types.
  test('to the driver', () => {
    expect(only(/^pg$/, /^sql\/(database|copy|transaction)\.ts$/)).toEqual([]);
    expect(
      only(
        /^pg$/,
        /^sql\/database\.ts$/,
        imports.filter(({ typeOnly }) => !typeOnly),
      ),
    ).toEqual([]);
  });
  test('to COPY', () => expect(only(/^pg-/, /^sql\/copy\.ts$/)).toEqual([]));
  test('to the query builder', () => expect(only(/^kysely/, /^sql\//)).toEqual([]));
  test('to the clock', () => expect(only(/^node-cron/, /^jobs\/schedule\.ts$/)).toEqual([]));
  test('to charts', () => expect(only(/^echarts/, /^web\/chart\//)).toEqual([]));
  test('to the environment', () =>
    expect(naming(/\bprocess\.env\b|\benv\b[^;\n]*= process\b/, /^api\/config\.ts$/)).toEqual([]));
  test('to the original files, and one reader of them', () => {
    expect(naming(/sha256\}\S*\.gz|'\.gz'/, /^jobs\/import\/originals\.ts$/)).toEqual([]);
    expect(naming(/\boriginalPath\b/, /^jobs\/import\/(originals|reread)\.ts$/)).toEqual([]);
  });
  test('to a scope', () => expect(naming(/\bmakeScope\b/, /^(api\/access\/[^/]+|sql\/scope)\.ts$/)).toEqual([]));
});

test('files are small: half under 80 lines, nine in ten under 250, none over 400', () => {
  const lines = [...textOf]
    .map(([file, text]) => ({ file, lines: text.split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  expect(lines.filter((entry) => entry.lines > 400)).toEqual([]);
  expect(lines[Math.floor(lines.length * 0.5)]!.lines).toBeLessThan(80);
  expect(lines[Math.floor(lines.length * 0.9)]!.lines).toBeLessThan(250);
});

/** The first circle found, as its files; types count too. */
function circle(): string[] {
  const next = new Map(product.map((file) => [file, ours.filter(({ from }) => from === file)]));
  const done = new Set<string>();
  const walk = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of next.get(file) ?? []) {
      const found = walk(to, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  return product.map((file) => walk(file, [])).find((found) => found.length > 0) ?? [];
}
