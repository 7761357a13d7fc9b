import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TSchema } from 'typebox';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { SourcesReply } from '../../api/contract/sources.ts';
import type { Api } from '../../api/route.ts';
import type { Connection } from '../../sql/database.ts';
import { expectContract } from './contract.ts';
import { appOf, ask, demoProvince, importText } from './demo-province.ts';

let connection: Connection;
let everyone: Api;
let county: Api;
let mine: { code: string; name: string; cases: string[] };
let others: { codes: string[]; names: string[]; cases: string[] };
let words: { word: string; reply: TSchema }[];

beforeAll(async () => {
  connection = await demoProvince();
  await importText(
    connection,
    '秘密来源',
    '秘密文件.csv',
    'case,activity,time\nSENTINEL,秘密步骤,2026-06-01 10:00:00\n',
  );
  everyone = await appOf(connection);
  const { sources } = await ask<SourcesReply>(everyone, 'sources');
  const units = sources.find((s) => s.source === 'demo')!.units;
  const own = units.find((u) => u.level === 2)!;
  const above = units.filter((u) => u.level < 2).map((u) => u.name);
  const list = await ask<CasesReply>(everyone, 'cases', { source: 'demo', unit: own.code, size: 500 });
  mine = { code: own.code, name: own.name, cases: list.rows.map((row) => row.caseKey) };
  const all = await ask<CasesReply>(everyone, 'cases', { source: 'demo', size: 500, population: 'open' });
  others = {
    codes: units.filter((u) => u.code !== own.code).map((u) => u.code),
    names: [...above, ...units.filter((u) => u.level === 2 && u.code !== own.code).map((u) => u.name)],
    cases: [...all.rows.filter((row) => row.unit !== own.code).map((row) => row.caseKey), 'SENTINEL'],
  };
  county = await appOf(connection, { source: 'demo', unit: own.code });
  const { paths } = (await everyone.inject('/docs/json')).json<{ paths: Record<string, object> }>();
  const schemas = import.meta.glob<Record<string, TSchema>>('../../api/contract/*.ts', { eager: true });
  // An export is an archive of files: jobs/export holds it to its scope.
  const asked = Object.keys(paths).filter((path) => 'get' in paths[path]! && path !== '/api/v1/export');
  words = asked.map((path) => {
    const word = path.replace('/api/v1/', '');
    const name = `${word.replace(/(^|-)(\w)/g, (_m, _dash, letter: string) => letter.toUpperCase())}Reply`;
    const reply = Object.values(schemas).find((module) => name in module)?.[name];
    if (reply === undefined) throw new Error(`no contract ${name} for ${path}`);
    return { word, reply };
  });
}, 240_000);
afterAll(async () => {
  await everyone?.close();
  await county?.close();
  await connection?.close();
});

/** About a source's files, which belong to it as a whole: not for a reader of a part. */
const FILES = new Set(['imports', 'quarantine', 'deliveries', 'uploads', 'corrections']);
/** About one piece of work somebody asked for; what they answer is held beside what asks for it. */
const ASKED: Record<string, Record<string, string>> = {
  uploads: { upload: '0'.repeat(32) },
  corrections: { correction: '0'.repeat(32) },
};

const queryOf = (word: string, key: string): Record<string, string> =>
  ASKED[word] ?? (word === 'case' ? { source: 'demo', key } : {});

describe('every word', () => {
  it('is found in the API document', () => {
    expect(words.map((w) => w.word)).toContain('open-stock');
    expect(words.length).toBeGreaterThanOrEqual(15);
  });

  it('answers as its contract says, for the demo and for a log from elsewhere', async () => {
    for (const { word, reply } of words.filter((w) => !(w.word in ASKED))) {
      expectContract(reply, await ask(everyone, word, queryOf(word, mine.cases[0]!)));
      const secret: Record<string, string> = word === 'sources' ? {} : { source: '秘密来源' };
      expectContract(reply, await ask(everyone, word, word === 'case' ? { ...secret, key: 'SENTINEL' } : secret));
    }
  });

  it('shows a reader of one county that county and nothing else', async () => {
    for (const { word } of words) {
      const reply = await county.inject({ url: `/api/v1/${word}`, query: queryOf(word, mine.cases[0]!) });
      expect({ word, status: reply.statusCode }).toEqual({ word, status: FILES.has(word) ? 403 : 200 });
      for (const name of [...[...others.names, ...others.codes].map((text) => `"${text}"`), ...others.cases, '秘密'])
        expect({ word, shows: name, found: reply.body.includes(name) }).toEqual({ word, shows: name, found: false });
    }
  });

  it('gives that reader the figures everybody sees for the county, and refuses what lies outside', async () => {
    for (const { word } of words.filter((w) => w.word !== 'sources' && w.word !== 'case' && !FILES.has(w.word))) {
      const narrow = await ask(county, word);
      expect({ word, narrow }).toEqual({
        word,
        narrow: await ask(everyone, word, { source: 'demo', unit: mine.code }),
      });
      for (const query of [`unit=${others.codes[0]!}`, `source=${encodeURIComponent('秘密来源')}`]) {
        const refused = await county.inject(`/api/v1/${word}?${query}`);
        expect(refused.statusCode).toBe(404);
      }
    }
    const foreign = await county.inject({ url: '/api/v1/case', query: { key: others.cases[0]! } });
    expect(foreign.json()).toMatchObject({ code: 'unknown-case', status: 404 });
  });
});
