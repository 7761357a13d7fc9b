import { ForeignFailure } from './relation.ts';

/** A driver that is there only where it is used; npm leaves optional packages out where they cannot be had. */
export async function driver<T>(name: string): Promise<T> {
  const found = (await import(/* @vite-ignore */ name).catch(() => {
    throw new ForeignFailure('no-driver', `the package ${name} is not installed`);
  })) as { default?: T };
  return found.default ?? (found as T);
}
