import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Value } from 'typebox/value';
import { Profile } from './profile.ts';

const shipped = import.meta.glob<unknown>('./profiles/*.json', { eager: true, import: 'default' });

/** The shipped profile of this name; null where there is none. Throws where it is no profile. */
export function shippedProfile(name: string): Profile | null {
  const path = Object.keys(shipped).find((file) => basename(file, '.json') === name);
  return path === undefined ? null : checkProfile(shipped[path], path);
}

/** A profile by name or from a file. Throws an Error naming the file, the place in it and what is wrong. */
export async function loadProfile(nameOrPath: string): Promise<Profile> {
  const known = shippedProfile(nameOrPath);
  if (known !== null) return known;
  const text = await readFile(nameOrPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${nameOrPath}: no profile of this name, and no file (${error.code ?? error.message})`);
  });
  return checkProfile(parsed(text, nameOrPath), nameOrPath);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function checkProfile(content: unknown, path: string): Profile {
  if (Value.Check(Profile, content)) return content;
  const [error] = Value.Errors(Profile, content);
  throw new Error(`${path}: ${error?.instancePath || 'the file'} ${error?.message ?? 'is not a profile'}`);
}
