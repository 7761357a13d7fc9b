import { readFile } from '../../jobs/import/read/read-file.ts';
import { BUSINESS_ZONE } from '../../sql/vocabulary.ts';
import { checkZone, readArgs, UsageError, type Command } from './command.ts';

const OPTIONS = { zone: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const profile: Command = {
  usage: 'profile FILE [--zone ZONE] [--json]',
  async run(args) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('one file, please');
    let refused = 0;
    const ignore = () => undefined;
    const sink = { row: ignore, refuse: () => void refused++, blank: ignore, total: ignore };
    const reading = await readFile(path, null, { zone: checkZone(values.zone) ?? BUSINESS_ZONE }, sink);
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    if (reading.notUnderstood.length > 0) say(`not understood: ${reading.notUnderstood.join(', ')}`);
    for (const note of reading.notes) say(note);
    if (reading.problem) say(reading.problem.message);
    else say(`${reading.rowsIn} rows${refused > 0 ? `, ${refused} of them would be refused` : ''}`);
    if (reading.profile) process.stdout.write(`${JSON.stringify(reading.profile, null, 2)}\n`);
    return reading.problem ? 1 : 0;
  },
};
