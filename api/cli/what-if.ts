import { runTrial, type TrialAsked } from '../../jobs/trial/trial.ts';
import type { Variation } from '../../jobs/clock/variation.ts';
import { openDatabase } from '../open-database.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { tell } from './source-work.ts';
import { trialText } from './trial-text.ts';

const OPTIONS = {
  source: { type: 'string' },
  unit: { type: 'string' },
  class: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  rules: { type: 'string' },
  other: { type: 'string' },
  'no-pause': { type: 'string', multiple: true },
  drop: { type: 'string' },
  parallel: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What would be under another rule set, without a reason of suspension, without a step, or with two side by side. */
export const whatIf: Command = {
  usage:
    'what-if --source NAME (--other SET | --no-pause REASON… | --drop STAGE | --parallel STAGE,STAGE) [--unit CODE] [--class CODE] [--from MONTH] [--to MONTH] [--rules SET] [--json]',
  async run(args, config) {
    const { values } = readArgs(args, OPTIONS);
    const { source, unit, class: customerClass, from, to, rules, other, json } = values;
    if (source === undefined) throw new UsageError('--source is missing');
    const asked: TrialAsked = {
      ...{ source, variation: variationOf(values) },
      ...(unit !== undefined && { unit }),
      ...(customerClass !== undefined && { class: customerClass }),
      ...((from ?? to) !== undefined && { ended: { from: (from ?? to)!, to: (to ?? from)! } }),
      ...(rules !== undefined && { rules }),
      ...(other !== undefined && { other }),
    };
    const { db, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    try {
      const result = await runTrial(db, asked);
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : trialText(result));
      return 0;
    } finally {
      await close();
    }
  },
};

function variationOf(asked: { other?: string; 'no-pause'?: string[]; drop?: string; parallel?: string }): Variation {
  const { other, drop, parallel, 'no-pause': reasons } = asked;
  if ([other, drop, parallel, reasons].filter((one) => one !== undefined).length !== 1)
    throw new UsageError('one of --other, --no-pause, --drop, --parallel');
  if (reasons !== undefined) return { kind: 'no-pause', reasons };
  if (drop !== undefined) return { kind: 'drop', stage: drop };
  const [one, two, ...more] = parallel?.split(',') ?? [];
  if (parallel === undefined) return { kind: 'rules' };
  if (!one || !two || more.length > 0) throw new UsageError('--parallel takes two stages: mid,completion');
  return { kind: 'parallel', stages: [one, two] };
}
