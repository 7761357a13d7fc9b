import { withdrawFile } from '../../jobs/import/withdraw.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { onFacts } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  file: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const withdraw: Command = {
  usage: 'withdraw --source NAME --file SHA256|NAME [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not a flag`);
    const { source, file } = values;
    if (source === undefined || file === undefined) throw new UsageError('--source and --file are needed');
    const report = await onFacts(config, (context) => withdrawFile(context, { source, file }));
    process.stdout.write(
      values.json
        ? `${JSON.stringify(report)}\n`
        : `${report.file} was withdrawn from ${source}: it had a part in ${report.cases} cases, ${report.gone} of them are gone; ${report.reread} other files were read again\n`,
    );
    return 0;
  },
};
