import { openDatabase } from '../open-database.ts';
import { answersFrom, takeAnswers, type Answer } from './answers.ts';
import { readArgs, UsageError, type Command } from './command.ts';

const OPTIONS = {
  source: { type: 'string' },
  by: { type: 'string' },
  file: { type: 'string' },
  case: { type: 'string' },
  stage: { type: 'string' },
  ask: { type: 'string' },
  approve: { type: 'string' },
  refuse: { type: 'string' },
} as const;
const EXPLAIN = {
  source: { type: 'string' },
  by: { type: 'string' },
  case: { type: 'string' },
  stage: { type: 'string' },
  cause: { type: 'string' },
  note: { type: 'string', default: '' },
} as const;

/** 申诉剔除: a unit asks with evidence, somebody else approves or refuses with a reason. */
export const exemption: Command = {
  usage:
    'exemption --source NAME --by NAME (--file FILE | --case NO --stage CODE (--ask EVIDENCE | --approve REASON | --refuse REASON))',
  async run(args, config) {
    const { values } = readArgs(args, OPTIONS);
    const single = (): Answer[] => {
      const actions = (['ask', 'approve', 'refuse'] as const).filter((name) => values[name] !== undefined);
      const [action] = actions;
      if (values.case === undefined || values.stage === undefined || action === undefined || actions.length > 1)
        throw new UsageError('--case, --stage and one of --ask, --approve, --refuse, or --file');
      return [{ action, case: values.case, stage: values.stage, text: values[action]! }];
    };
    return take(values.file === undefined ? single() : await answersFrom(values.file), values, config);
  },
};

/** 超期原因: why a clock was late, with a cause of the list. */
export const explanation: Command = {
  usage: 'explain --source NAME --by NAME --case NO --stage CODE --cause CODE [--note TEXT]',
  async run(args, config) {
    const { values } = readArgs(args, EXPLAIN);
    if (values.case === undefined || values.stage === undefined || values.cause === undefined)
      throw new UsageError('--case, --stage and --cause are needed');
    const { case: key, stage, cause, note } = values;
    return take([{ action: 'explain', case: key, stage, cause, text: note }], values, config);
  },
};

async function take(
  answers: Answer[],
  { source, by }: { source?: string | undefined; by?: string | undefined },
  config: Parameters<Command['run']>[1],
): Promise<number> {
  if (source === undefined) throw new UsageError('--source is missing');
  if (by === undefined || by === '') throw new UsageError('--by is missing: who says so?');
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const { pool, close } = await openDatabase(config, { role: 'tool', log });
  try {
    await takeAnswers(pool, answers, { source, by, at: Date.now() * 1000 });
    process.stdout.write(`${answers.length} taken\n`);
    return 0;
  } finally {
    await close();
  }
}
