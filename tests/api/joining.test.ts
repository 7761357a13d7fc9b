import { expect, it } from 'vitest';
import { joining } from '../../api/joining.ts';

/** A question whose answers are given by hand. */
function question() {
  const open: ((answer: string) => void)[] = [];
  const ask = () => new Promise<string>((resolve) => open.push(resolve));
  return { open, ask };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('asks once for the first, once more for all who came meanwhile, and never answers with what was asked before', async () => {
  const { open, ask } = question();
  const join = joining<string>();
  const first = join('key', ask);
  const crowd = [join('key', ask), join('key', ask), join('key', ask)];
  expect(open.length).toBe(1);
  open[0]!('old');
  expect(await first).toBe('old');
  await settle();
  expect(open.length).toBe(2);
  const late = join('key', ask);
  open[1]!('new');
  expect(await Promise.all(crowd)).toEqual(['new', 'new', 'new']);
  await settle();
  expect(open.length).toBe(3);
  open[2]!('newest');
  expect(await late).toBe('newest');
  await settle();
  void join('key', ask);
  expect(open.length).toBe(4);
});

it('tells a failure to those who asked for it only, and keeps keys apart', async () => {
  const join = joining<string>();
  const failing = join('key', () => Promise.reject(new Error('gone')));
  const next = join('key', () => Promise.resolve('well'));
  const other = join('other', () => Promise.resolve('other'));
  await expect(failing).rejects.toThrow('gone');
  expect(await next).toBe('well');
  expect(await other).toBe('other');
});
