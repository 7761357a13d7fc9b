import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parseDate } from '../../jobs/clock/day.ts';
import { measureOf } from '../../jobs/measures/measures.ts';
import { listTargets } from '../../sql/read/targets.ts';
import { saveTargets } from '../../sql/write/targets.ts';
import { openDatabase } from '../open-database.ts';
import { documentIn } from './document.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { tell } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const File = Type.Array(
  Type.Object(
    {
      measure: Type.String(),
      part: Type.Optional(Type.String()),
      unit: Type.String(),
      from: Type.String(),
      direction: Type.Enum(['higher', 'lower']),
      target: Type.Number(),
      challenge: Type.Optional(Type.Number()),
      points: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    },
    { additionalProperties: false },
  ),
);

/** Targets of measures: loads a file, lists what there is. */
export const targets: Command = {
  usage: 'targets (load FILE --by NAME | list) --source NAME [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [action, path] = positionals;
    const { source, by, json } = values;
    if (source === undefined || (action !== 'load' && action !== 'list'))
      throw new UsageError('load or list, and --source');
    if (action === 'load' && (path === undefined || !by)) throw new UsageError('load needs a file and --by');
    const written = action === 'load' ? read(await documentIn(path!)) : [];
    const { db, close } = await openDatabase(config, { role: 'tool', log: tell });
    try {
      if (action === 'load') {
        const all = written.map(({ target: value, part = '', challenge = null, points = null, ...one }) => ({
          ...one,
          value,
          part,
          challenge,
          points,
        }));
        await saveTargets(db, source, all, { by: by!, at: Date.now() * 1000 });
      }
      for (const one of await listTargets(db, source)) {
        const { measure, part, unit, from, direction, value, challenge, points } = one;
        const text = `${measure}${part && ` ${part}`} ${unit} ${from} ${direction} ${value}${challenge === null ? '' : ` (${challenge})`}${points === null ? '' : ` ${points} points`}`;
        process.stdout.write(`${json ? JSON.stringify(one) : text}\n`);
      }
      return 0;
    } finally {
      await close();
    }
  },
};

function read(content: unknown): Static<typeof File> {
  if (!Value.Check(File, content)) {
    const [error] = Value.Errors(File, content);
    throw new UsageError(`${error?.instancePath || 'the file'} ${error?.message ?? 'is no list of targets'}`);
  }
  for (const { measure, from } of content) {
    measureOf(measure);
    parseDate(from);
  }
  return content;
}
