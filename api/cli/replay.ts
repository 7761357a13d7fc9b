import { loadProfile } from '../../jobs/import/profile-file.ts';
import { replayRefused, type ReplayReport } from '../../jobs/import/replay.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { onFacts } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  profile: { type: 'string' },
  reason: { type: 'string' },
  row: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const replay: Command = {
  usage: 'replay --source NAME --profile NAME|FILE [--reason CODE | --row FILE:[SHEET!]LINE] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not a flag`);
    const { source, reason } = values;
    if (source === undefined || values.profile === undefined) throw new UsageError('--source and --profile are needed');
    const profile = await loadProfile(values.profile);
    const row = values.row === undefined ? {} : rowOf(values.row);
    const report = await onFacts(config, (context) => replayRefused(context, { source, profile, reason, ...row }));
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : asText(report));
    return report.files.every(({ refused }) => refused === 0) ? 0 : 1;
  },
};

function rowOf(text: string): { file: string; sheet?: string; line: number } {
  const [, file, sheet, line] = /^(.+):(?:([^:]+)!)?(\d+)$/.exec(text) ?? [];
  if (file === undefined) throw new UsageError(`--row: "${text}" is not FILE:LINE or FILE:SHEET!LINE`);
  return { file, line: Number(line), ...(sheet === undefined ? {} : { sheet }) };
}

const asText = ({ source, files }: ReplayReport): string =>
  [
    `${source}: ${files.length} files`,
    ...files.map(
      (file) =>
        `  ${file.file}: ${file.new} new + ${file.changed} changed + ${file.same} same, ${file.refused} still refused`,
    ),
    '',
  ].join('\n');
