import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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
    'north: 02-steps.csv',
    'road fines: road fines.csv.gz',
  ]);
});

test('a file that still grows waits until it stands still', async () => {
  put('n/a.csv', 100);
  const inbox = new Inbox(folder);
  expect(await names(inbox, 101)).toEqual([]);
  appendFileSync(join(folder, 'n/a.csv'), 'more');
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
