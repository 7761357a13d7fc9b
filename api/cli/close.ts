import { inTransaction } from '../../sql/transaction.ts';
import { closePeriod } from '../../sql/write/close-period.ts';
import { openDatabase } from '../open-database.ts';
import { readArgs, UsageError, type Command } from './command.ts';

const OPTIONS = { source: { type: 'string' }, period: { type: 'string' }, by: { type: 'string' } } as const;

/** 关账: freezes a month's figures as reported. */
export const close: Command = {
  usage: 'close --source NAME --period YYYY-MM --by NAME',
  async run(args, config) {
    const { source, period, by } = readArgs(args, OPTIONS).values;
    if (source === undefined || period === undefined || !by)
      throw new UsageError('--source, --period and --by are needed');
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const database = await openDatabase(config, { role: 'tool', log, statementTimeoutMs: 600_000 });
    try {
      const at = Date.now() * 1000;
      const sets = await inTransaction(database.pool, (trx) => closePeriod(trx, { source, month: period, by, at }));
      process.stdout.write(`${period} of ${source} closed under ${sets.length} rule sets\n`);
      return 0;
    } finally {
      await database.close();
    }
  },
};
