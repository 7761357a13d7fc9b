import { exportSource } from '../../jobs/export/export-source.ts';
import { wholeScope } from '../access/scope-of.ts';
import { openDatabase } from '../open-database.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { tell } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  format: { type: 'string', default: 'csv' },
  out: { type: 'string' },
  gzip: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Everything that came into a source, as files that can be imported again. */
export const exportFiles: Command = {
  usage: 'export --source NAME [--format csv|xes] [--gzip] --out DIR [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not a flag`);
    const { source, out: dir, format, gzip, json } = values;
    if (source === undefined || dir === undefined) throw new UsageError('--source and --out are needed');
    if (format !== 'csv' && format !== 'xes') throw new UsageError(`--format: "${format}" is neither csv nor xes`);
    const { pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    try {
      const report = await exportSource(pool, wholeScope, { source, format, gzip, dir });
      const lines = report.files.map(({ file, rows }) => `${file}: ${rows} rows\n`);
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${lines.join('')}profile.json\n`);
      return 0;
    } finally {
      await close();
    }
  },
};
