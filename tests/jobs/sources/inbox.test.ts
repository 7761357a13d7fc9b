import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Inbox } from '../../../jobs/sources/inbox.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file that was last touched at second `at`. */
function put(path: string, at: number, text = 'a,b\n'): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  utimesSync(join(folder, path), at, at);
}
const names = async (inbox: Inbox, second: number) =>
  (await inbox.look(second * 1000)).map((file) => `${file.source}: ${file.name}`);

test('a subfolder is a source, and a file beside them is a source of its own name', async () => {
  put('north/02-steps.csv', 100);
  put('north/01-cases.csv', 100);
  put('road fines.csv.gz', 100);
  const inbox = new Inbox(folder);
  await inbox.look(110_000);
  expect(await names(inbox, 120)).toEqual([
    'north: 01-cases.csv',
    'road fines: road fines.csv.gz',
    'north: 02-steps.csv',
  ]);
});

test('a file that still grows waits until it stands still', async () => {
  put('n/a.csv', 100);
  const inbox = new Inbox(folder);
  expect(await names(inbox, 101)).toEqual([]);
  appendFileSync(join(folder, 'n/a.csv'), 'more\n');
  utimesSync(join(folder, 'n/a.csv'), 105, 105);
  expect(await names(inbox, 106)).toEqual([]);
  expect(await names(inbox, 116)).toEqual(['n: a.csv']);
});

test('a file that has stood still for a minute need not be seen twice', async () => {
  put('n/a.csv', 100);
  expect(await names(new Inbox(folder), 161)).toEqual(['n: a.csv']);
});

test('hidden, half-written and lock files are left alone', async () => {
  for (const name of ['.a.csv', '~$a.csv', 'a.csv.part', 'a.csv.tmp', 'a.csv~', 'profile.json']) put(`n/${name}`, 100);
  put('.hidden/a.csv', 100);
  expect(await names(new Inbox(folder), 200)).toEqual([]);
});

test('the slot changes with size, time and profile, so that a replaced file or a corrected profile is looked at again', async () => {
  put('n/a.csv', 100);
  const slot = async () => (await new Inbox(folder).look(9e9))[0]?.slot;
  const first = await slot();
  expect(first).toBe(`n/a.csv@4-${statSync(join(folder, 'n/a.csv')).mtimeMs}`);
  put('n/a.csv', 101);
  const second = await slot();
  put('n/profile.json', 100, '{}');
  const third = await slot();
  put('n/profile.json', 100, '{ }');
  expect(new Set([first, second, third, await slot()]).size).toBe(4);
});

test('an inbox that is not there is empty', async () => {
  expect(await new Inbox(join(folder, 'none')).look(0)).toEqual([]);
});

test('links, pipes, subfolders and lock files are left alone and counted', async () => {
  put('n/good.csv', 100);
  put('elsewhere.csv', 100);
  symlinkSync(join(folder, 'elsewhere.csv'), join(folder, 'n/link.csv'));
  mkdirSync(join(folder, 'n/folder.csv'));
  execFileSync('mkfifo', [join(folder, 'n/pipe.csv')]);
  for (const name of ['~$open.xlsx', 'Thumbs.db', 'half.csv.part']) put(`n/${name}`, 100);
  const inbox = new Inbox(folder);
  expect(await names(inbox, 200)).toEqual(['elsewhere: elsewhere.csv', 'n: good.csv']);
  expect(inbox.states.get('n')).toEqual({ waiting: 0, ignored: { link: 1, folder: 1, 'not-a-file': 1, temporary: 3 } });
});

test.skipIf(process.getuid?.() === 0)('a file nobody may read is counted and comes once it may be read', async () => {
  put('n/a.csv', 100);
  chmodSync(join(folder, 'n/a.csv'), 0);
  const inbox = new Inbox(folder);
  expect(await names(inbox, 200)).toEqual([]);
  expect(inbox.states.get('n')).toEqual({ waiting: 0, ignored: { unreadable: 1 } });
  chmodSync(join(folder, 'n/a.csv'), 0o600);
  expect(await names(inbox, 210)).toEqual(['n: a.csv']);
});

test.each([
  ['a text without a last line end', 'a.csv', 'a,b\n1,2', 59, 61],
  ['a ZIP without its directory', 'a.xlsx', 'PK\u0003\u0004rest', 599, 601],
  ['an XES log without its closing tag', 'a.xes', '<?xml version="1.0"?><log><trace>', 599, 601],
])('%s waits longer before it is taken for whole', async (_what, name, text, still, ready) => {
  put(`n/${name}`, 100, text);
  const inbox = new Inbox(folder);
  await inbox.look(105_000);
  expect(await names(inbox, 100 + still)).toEqual([]);
  expect(inbox.states.get('n')).toMatchObject({ waiting: 1 });
  expect(await names(inbox, 100 + ready)).toEqual([`n: ${name}`]);
});

test.each([
  ['a.xlsx', 'PK\u0003\u0004restPK\u0005\u0006tail'],
  ['a.xes', '\ufeff<?xml version="1.0"?>\n<!-- by hand --><log><trace/></log>\n'],
])('%s is whole by its end', async (name, text) => {
  put(`n/${name}`, 100, text);
  const inbox = new Inbox(folder);
  await inbox.look(105_000);
  expect(await names(inbox, 110)).toEqual([`n: ${name}`]);
});

test('a source with many files keeps none of the others waiting, and what is done is handed out no more', async () => {
  for (let i = 0; i < 1_020; i++) put(`big/${String(i).padStart(4, '0')}.csv`, 100);
  put('small/a.csv', 100);
  const inbox = new Inbox(folder);
  const first = await inbox.look(200_000);
  expect(first).toHaveLength(1_000);
  expect(first.slice(0, 3).map(({ source, name }) => `${source}/${name}`)).toEqual([
    'big/0000.csv',
    'small/a.csv',
    'big/0001.csv',
  ]);
  inbox.done(first);
  expect((await inbox.look(205_000)).map(({ name }) => name).slice(0, 2)).toEqual(['0999.csv', '1000.csv']);
  put('small/a.csv', 204, 'other\n');
  await inbox.look(210_000);
  expect((await inbox.look(211_000)).map(({ name }) => name)).toContain('a.csv');
});

test('a name is shown without signs that turn or break the line', async () => {
  put('n/a\u202egpj.\ncsv', 100);
  expect(await names(new Inbox(folder), 200)).toEqual(['n: agpj.csv']);
});

test.skipIf(process.platform !== 'linux')(
  'a name that is no UTF-8 on disk is handed out by its bytes, and one of 255',
  async () => {
    const inN = (name: Buffer) => Buffer.concat([Buffer.from(`${join(folder, 'n')}/`), name]);
    const gbk = inN(Buffer.from('b9a4b5a52e637376', 'hex')); // 工单.csv in GBK
    const long = `${'长'.repeat(83)}ab.csv`;
    put(`n/${long}`, 100);
    for (const path of [gbk, inN(Buffer.from('ff2e637376', 'hex'))]) {
      writeFileSync(path, 'a,b\n');
      utimesSync(path, 100, 100);
    }
    const inbox = new Inbox(folder);
    const found = await inbox.look(200_000);
    expect(found.map(({ name }) => name)).toEqual(['工单.csv', 'ff2e637376', long]);
    expect(found[0]!.path).toEqual(gbk);
    expect(new Set(found.map(({ slot }) => slot)).size).toBe(3);
    inbox.done(found);
    expect(await inbox.look(205_000)).toEqual([]);
    expect(inbox.states.get('n')).toEqual({ waiting: 0, ignored: {} });
  },
);

test("a lock or a half download that has lain there for hours is told apart, a desktop's own file never", async () => {
  for (const name of ['~$open.xlsx', '.~lock.a.csv#', 'half.csv.part', 'Thumbs.db', '.gitkeep']) put(`n/${name}`, 100);
  const inbox = new Inbox(folder);
  await inbox.look((100 + 6 * 3_600) * 1_000);
  expect(inbox.states.get('n')).toEqual({ waiting: 0, ignored: { temporary: 5 } });
  await inbox.look((101 + 6 * 3_600) * 1_000);
  expect(inbox.states.get('n')).toEqual({ waiting: 0, ignored: { temporary: 2, stuck: 3 } });
});
