import { readFile } from 'node:fs/promises';
import { RuleFault } from '../../jobs/clock/rule-fault.ts';
import { refused } from '../rule-draft.ts';

/** What a JSON file holds. Throws a Failure that names the file. */
export async function documentIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw refused(new RuleFault('no-file', { file, place: '' }));
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw refused(new RuleFault('not-json', { file, place: '', other: (error as Error).message }));
  }
}
