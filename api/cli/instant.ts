import { TimestampReader } from '../../jobs/import/read/timestamp.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { UsageError } from './command.ts';

/** A bare date is its end, 24:00; without an offset the zone counts. Throws UsageError. */
export function readInstant(text: string | undefined, zone: string, flag: string): Instant | undefined {
  if (text === undefined) return undefined;
  const read = new TimestampReader({ zone }).read(text);
  if (read === null || Number.isNaN(read))
    throw new UsageError(`${flag}: "${text}" is not an instant such as 2026-10-21T24:00+08:00`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? new TimestampReader({ zone }).read(`${text} 24:00:00`)! : read;
}
