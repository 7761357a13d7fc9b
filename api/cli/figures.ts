import { dayNumber, parseDate } from '../../jobs/clock/day.ts';
import { figures as compute } from '../../jobs/figures/figures.ts';
import type { FigureOptions } from '../../jobs/figures/selection.ts';
import { figuresInput } from '../../sql/read/figures-input.ts';
import { wholeScope } from '../access/scope-of.ts';
import { openDatabase } from '../open-database.ts';
import { checkZone, readArgs, UsageError, type Command } from './command.ts';
import { figuresPage } from './figures-page.ts';
import { readInstant } from './instant.ts';

const OPTIONS = {
  source: { type: 'string' },
  unit: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'as-of': { type: 'string' },
  zone: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const figures: Command = {
  usage: 'figures --source NAME [--unit CODE] [--from DATE --to DATE] [--as-of INSTANT] [--zone ZONE] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not a flag`);
    if (values.source === undefined) throw new UsageError('--source is missing');
    const zone = checkZone(values.zone);
    const [from, to] = [day(values.from, '--from'), day(values.to, '--to')];
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const { db, close } = await openDatabase(config, { role: 'tool', log, statementTimeoutMs: 600_000 });
    try {
      const input = await figuresInput(db, wholeScope, { source: values.source, unit: values.unit });
      const options: FigureOptions = {
        from,
        to,
        zone,
        asOf: readInstant(values['as-of'], zone ?? input.zone, '--as-of'),
      };
      const result = compute(input, options);
      process.stdout.write(values.json ? `${JSON.stringify(result, null, 1)}\n` : figuresPage(result));
      return 0;
    } finally {
      await close();
    }
  },
};

function day(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (y === undefined || Number.isNaN(dayNumber(Number(y), Number(m), Number(d)))) {
    throw new UsageError(`${flag}: "${text}" is not a date such as 2026-10-21`);
  }
  return parseDate(text);
}
