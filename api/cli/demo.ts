import { join } from 'node:path';
import { dateText, dayOf } from '../../jobs/clock/day.ts';
import { REFERENCE_CASES, referenceKey } from '../../jobs/demo/reference/world.ts';
import { writeReference } from '../../jobs/demo/reference/write.ts';
import { writeDemo } from '../../jobs/demo/write.ts';
import type { Size } from '../../jobs/demo/province.ts';
import { BUSINESS_ZONE, type Instant } from '../../sql/vocabulary.ts';
import { readArgs, UsageError, type Command } from './command.ts';

const OPTIONS = {
  size: { type: 'string', default: 'city' },
  seed: { type: 'string', default: '1' },
  until: { type: 'string' },
  cases: { type: 'string' },
  out: { type: 'string' },
} as const;

export type DemoChoice = { size: Size; seed: number; until: string };

export const demo: Command = {
  usage: 'demo --size county|city|province --seed N --until DATE [--cases N] [--out DIR]',
  async run(args, config) {
    const { values } = readArgs(args, OPTIONS);
    const province = values.size === 'province';
    const { size, seed, until } = demoChoice(province ? { ...values, size: 'city' } : values, Date.now() * 1000);
    if (values.cases !== undefined && !(province && /^[1-9]\d{0,7}$/.test(values.cases)))
      throw new UsageError('--cases: a number of cases, for --size province only');
    // The reference load is for measuring: a running program does not take it from its inbox unasked.
    const dir = values.out ?? join(config.dir, ...(province ? ['reference'] : ['inbox', 'demo']));
    const report = province
      ? await writeReference(dir, referenceKey(seed, Number(values.cases ?? REFERENCE_CASES), until))
      : await writeDemo({ dir, size, seed, until });
    process.stdout.write(`${report.files.length} files, ${report.cases} cases, ${report.rows} rows in ${dir}\n`);
    return 0;
  },
};

/** Default: city load until 30 days before today. Throws UsageError. */
export function demoChoice(asked: { size?: string; seed?: string; until?: string }, now: Instant): DemoChoice {
  const { size = 'city', seed = '1', until = dateText(dayOf(now, BUSINESS_ZONE) - 30) } = asked;
  if (size !== 'county' && size !== 'city') throw new UsageError(`--size: "${size}" is neither county nor city`);
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed: "${seed}" is not a number`);
  const valid =
    /^\d{4}-\d{2}-\d{2}$/.test(until) &&
    !Number.isNaN(Date.parse(until)) &&
    new Date(until).toISOString().startsWith(until);
  if (!valid) throw new UsageError(`--until: "${until}" is not a date such as 2026-10-21`);
  return { size, seed: Number(seed), until };
}
