import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Config } from '../config.ts';

/** One command of the command line; `run` gives the exit status. */
export type Command = { usage: string; run(args: string[], config: Config): Promise<number> };

/** The command was not understood: exit status 2 and its usage. */
export class UsageError extends Error {}

/** Reads flags and file names. Throws UsageError. */
export function readArgs<const T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

export function checkZone(zone: string | undefined): string | undefined {
  try {
    if (zone !== undefined) new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new UsageError(`--zone: "${zone}" is not a time zone`);
  }
}

/** The language asked for, else the machine's. Throws UsageError. */
export function checkLanguage(language: string | undefined, config: Config): Config['language'] {
  if (language === undefined) return config.language;
  if (language === 'zh' || language === 'en') return language;
  throw new UsageError(`--lang: "${language}" is neither zh nor en`);
}
