import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { FileRows } from '../../../../jobs/import/file-rows.ts';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { readFile } from '../../../../jobs/import/read/read-file.ts';
import { root } from '../../../command.ts';

const profile: Profile = {
  name: 'log',
  tables: [
    {
      shape: 'step',
      key: ['单号'],
      fields: { step: '环节', arrived: '到达', finished: '完成', operator: '办理人', unit: '单位' },
      dimensions: ['行业'],
    },
  ],
};
const dir = mkdtempSync(join(tmpdir(), 'yekuo-parts-'));
const SIZE = 16_384;
let reader = '';

beforeAll(async () => {
  await build({
    ...{ configFile: false, root, logLevel: 'error' },
    build: {
      ...{ ssr: true, outDir: dir, emptyOutDir: false, target: 'node20' },
      rollupOptions: { input: { 'part-reader': join(root, 'jobs/import/plain/parts/part-reader.ts') } },
    },
    ssr: { noExternal: true },
  });
  reader = join(dir, 'part-reader.js');
}, 120_000);

/** 6,000 lines, those of a case far apart; `odd` gives some of them another form. */
function lines(odd: (line: string, i: number) => string = (line) => line): string[] {
  const made = Array.from({ length: 6_000 }, (_, i) => {
    const hour = String(8 + (i % 10)).padStart(2, '0');
    return `W${10_000 + (i % 1_500)},环节${Math.floor(i / 1_500)},2024-03-0${1 + Math.floor(i / 1_500)} ${hour}:00:00,2024-03-0${2 + Math.floor(i / 1_500)} 09:30:00,张${i % 37},所${i % 9},业${i % 5}`;
  });
  return ['单号,环节,到达,完成,办理人,单位,行业', ...made.map(odd)];
}

/** Everything a file's rows say, and what is said of the file. */
async function taken(text: string, threads: number | null) {
  const path = join(dir, 'log.csv');
  writeFileSync(path, text);
  let share = 0;
  const rows = new FileRows((_, read) => (share = read));
  const parting = threads === null ? null : { reader, threads, size: SIZE };
  const reading = await readFile(path, profile, { zone: 'Asia/Shanghai', parting }, rows);
  const deliveryOf = rows.deliveries(1);
  const cases = rows.caseKeys.map((key, place) => ({ key, events: deliveryOf(place).events.map(plainly) }));
  const { refusals, blanks, totals, dataTime } = rows;
  return { reading, share, refusals, blanks, totals, dataTime, cases: cases.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

const plainly = ({ attributes, identity, ...fact }: { attributes: { text: string }; identity: unknown }) => ({
  ...fact,
  identity: String(identity),
  attributes: attributes.text,
});

describe('reading a file in parts on several threads', { timeout: 60_000 }, () => {
  const forms: [string, string][] = [
    ['plain lines', `${lines().join('\n')}\n`],
    ['CRLF and no end of the last line', lines().join('\r\n')],
    [
      'lines that are refused, blank, quoted, of several lines, or without a meaning',
      `${lines((line, i) => {
        if (i % 977 === 5) return `${line},too many`;
        if (i % 991 === 7) return '';
        if (i % 1_009 === 3) return line.replace(/2024-03-0\d 09/, '2024-13-40 09');
        if (i === 2_500) return line.replace(/张\d+/, '"张,\n三\n四"');
        if (i === 4_000) return line.replace(/张(\d+)/, '"李$1"');
        return line;
      }).join('\n')}\n`,
    ],
    ['a quote that never ends', `${lines((line, i) => (i === 3_000 ? line.replace('张', '"张') : line)).join('\n')}\n`],
  ];

  it.each(forms)('takes from %s what one thread takes', async (_, text) => {
    const alone = await taken(text, null);
    expect(alone.cases.length).toBeGreaterThan(700);
    expect(Buffer.byteLength(text)).toBeGreaterThan(SIZE * 8);
    expect(await taken(text, 2)).toEqual(alone);
    expect(await taken(text, 3)).toEqual(alone);
  });

  it('throws when the reading program fails', async () => {
    const broken = join(dir, 'broken.js');
    writeFileSync(
      broken,
      "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('out of order'); });",
    );
    const path = join(dir, 'log.csv');
    writeFileSync(path, `${lines().join('\n')}\n`);
    const parting = { reader: broken, threads: 2, size: SIZE };
    const reading = readFile(path, profile, { zone: 'Asia/Shanghai', parting }, new FileRows(() => undefined));
    await expect(reading).rejects.toThrow('out of order');
  });
});
