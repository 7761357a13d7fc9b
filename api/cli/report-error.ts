import { Failure } from '../../sql/failure.ts';
import { PROBLEMS } from '../problems.ts';
import type { Config } from '../config.ts';
import { UsageError, type Command } from './command.ts';

/** One clear line on the standard error, with the usage where that was the fault. */
export function reportError(error: unknown, command: Command, language: Config['language']): void {
  const say = (line: string) => process.stderr.write(`yekuo: ${line}\n`);
  if (error instanceof UsageError) say(`${error.message}\n  yekuo ${command.usage}`);
  else if (error instanceof Failure) say(PROBLEMS[error.code][language].detail(error.facts));
  else if (error instanceof Error) say(error.message);
  else say(String(error));
}
