import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yekuo } from '../command.ts';
import { freshDatabase } from '../database.ts';

const KILLS = 20;
const MEANT = 15; // kills between the first byte read and the commit
const MOST = 3 * KILLS; // where the machine is now slow, now fast, many come too late
const CASES = 1_200;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
  env = { DATABASE_URL: database.url, YEKUO_DIR: folder, YEKUO_PAGE_CASES: '400', YEKUO_PAUSE_AT: '*' };
  await writeFile(join(folder, 'log.csv'), log(CASES));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** Seven events a case, scattered over the file as a feed writes them. */
function log(cases: number): string {
  const lines: string[] = [];
  for (let step = 0; step < 7; step++) {
    for (let n = 0; n < cases; n++) {
      const at = new Date(Date.UTC(2025, 0, 1 + (n % 300), 8 + step, n % 60)).toISOString();
      lines.push(`${1_000_000 + n},step ${step},${at},unit ${n % 9}`);
    }
  }
  return `case id,activity,timestamp,unit\n${lines.join('\n')}\n`;
}

const importLog = (source: string, onStart?: Parameters<typeof yekuo>[2]) =>
  yekuo(['import', join(folder, 'log.csv'), '--source', source, '--json'], env, onStart);

async function figures(source: string): Promise<Record<string, unknown>> {
  const { out } = await yekuo(['figures', '--source', source, '--json'], env);
  return { ...(JSON.parse(out) as object), source: '' };
}

/** Rows of every table that an import of the source has made visible. */
async function visible(source: string): Promise<{ cases: number; files: number; pages: number }> {
  const { rows } = await database.pool.query<{ cases: number; files: number; pages: number }>(
    `select (select count(*)::int from case_fact f where f.origin = o.origin) as cases,
            (select count(*)::int from import_file i where i.origin = o.origin) as files,
            (select count(*)::int from case_clock c where c.origin = o.origin) as pages
     from origin o where source = $1`,
    [source],
  );
  return rows[0] ?? { cases: 0, files: 0, pages: 0 };
}

/** Milliseconds, of an import that nothing disturbs and that finds the program built. */
async function fromFirstByteToCommit(): Promise<number> {
  let [first, last] = [0, 0];
  await importLog('measured', (_, heard) => {
    const watch = setInterval(() => {
      if (first === 0 && heard().includes('reached hashed')) first = Date.now();
      if (!heard().includes('reached committed')) return;
      last = Date.now();
      clearInterval(watch);
    }, 2);
  });
  return last - first;
}

describe('an import that is killed', () => {
  it(`leaves all of its file or nothing at ${KILLS} random moments, and loses and doubles nothing in the end`, async () => {
    expect((await importLog('undisturbed')).code).toBe(0);
    const expected = await figures('undisturbed');
    let span = await fromFirstByteToCommit();

    let within = 0;
    let kill = 0;
    for (; kill < KILLS || (within < MEANT && kill < MOST); kill++) {
      const source = `killed ${kill}`;
      let kills = false;
      const { err } = await importLog(source, (end, heard) => {
        // From the first byte on, at a random moment of what is left.
        const watch = setInterval(() => {
          if (!heard().includes('reached hashed')) return;
          clearInterval(watch);
          setTimeout(() => ((kills = true), end()), Math.random() * span * 0.8);
        }, 2);
        setTimeout(() => clearInterval(watch), 60_000);
      }).catch(() => ({ err: '' }));
      if (kills && err.includes('reached hashed') && !err.includes('reached committed')) within++;
      else span *= 0.9;

      const seen = await visible(source);
      if (seen.files === 0) expect(seen).toEqual({ cases: 0, files: 0, pages: 0 });
      else expect(seen).toEqual({ cases: CASES, files: 1, pages: CASES });
      const again = await importLog(source);
      expect(again.code, again.err).toBe(0);
      expect(JSON.parse(again.out)).toMatchObject({ status: seen.files === 0 ? 'imported' : 'unchanged' });
      expect(await visible(source)).toEqual({ cases: CASES, files: 1, pages: CASES });
    }
    expect(within).toBeGreaterThanOrEqual(MEANT);
    const last = await figures(`killed ${kill - 1}`);
    expect(last).toEqual(expected);
  }, 600_000);
});
