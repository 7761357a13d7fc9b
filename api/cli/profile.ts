import { readSafely } from '../../jobs/import/read/apart/read-apart.ts';
import { sayGuess } from '../../jobs/import/wording/guess-words.ts';
import { sayNote } from '../../jobs/import/wording/note-words.ts';
import { sayProblem } from '../../jobs/import/wording/problem-words.ts';
import { BUSINESS_ZONE } from '../../sql/vocabulary.ts';
import { checkLanguage, checkZone, readArgs, UsageError, type Command } from './command.ts';

const OPTIONS = {
  zone: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const profile: Command = {
  usage: 'profile FILE [--zone ZONE] [--lang zh|en] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('one file, please');
    let refused = 0;
    const ignore = () => undefined;
    const sink = { row: ignore, refuse: () => void refused++, blank: ignore, total: ignore };
    const reading = await readSafely(path, null, { zone: checkZone(values.zone) ?? BUSINESS_ZONE }, sink);
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    const language = checkLanguage(values.lang, config);
    const { notUnderstood, rowsIn } = reading;
    if (notUnderstood.length > 0)
      say(
        language === 'zh' ? `未认出的列：${notUnderstood.join('、')}` : `not understood: ${notUnderstood.join(', ')}`,
      );
    for (const guess of reading.guesses) say(sayGuess(guess, language));
    for (const note of reading.noted) say(sayNote(note, language));
    const { problem } = reading;
    if (problem) say(sayProblem(problem.code, problem.params, language));
    else if (language === 'zh') say(`${rowsIn} 行${refused > 0 ? `，其中 ${refused} 行会被隔离` : ''}`);
    else say(`${rowsIn} rows${refused > 0 ? `, ${refused} of them would be refused` : ''}`);
    if (reading.profile) process.stdout.write(`${JSON.stringify(reading.profile, null, 2)}\n`);
    return problem ? 1 : 0;
  },
};
