import { codeOf, readCalendarFile, type CalendarFile } from '../../jobs/clock/calendar-file.ts';
import { currentFiles, SHIPPED } from '../../jobs/clock/calendar.ts';
import { loadedCalendars } from '../../sql/read-ground/loaded-calendars.ts';
import { movedDeadlines } from '../../sql/read/moved-deadlines.ts';
import { saveCalendar } from '../../sql/write/calendars.ts';
import { openDatabase } from '../open-database.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { documentIn } from './document.ts';
import { judgeAnew } from './judge-anew.ts';
import { tell } from './source-work.ts';

const OPTIONS = {
  by: { type: 'string' },
  note: { type: 'string' },
  source: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Loads a version of a calendar and judges by it; lists the versions; lists the deadlines that moved. */
export const calendar: Command = {
  usage: 'calendar (load FILE --by NAME [--note TEXT] | list | moved [--source NAME]) [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [action, file] = positionals;
    if (action === undefined || !['load', 'list', 'moved'].includes(action))
      throw new UsageError('load, list or moved?');
    if (action === 'load' && (file === undefined || !values.by)) throw new UsageError('load needs a file and --by');
    const content = action === 'load' ? await documentIn(file!) : null;
    const { db, pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    const print = (line: object, text: string) =>
      void process.stdout.write(`${values.json ? JSON.stringify(line) : text}\n`);
    try {
      const loaded = (await loadedCalendars(db)) as CalendarFile[];
      if (action === 'list') {
        const current = currentFiles(loaded);
        for (const one of [...SHIPPED, ...loaded]) {
          const { version, name, first = null, last = null, units = [] } = one;
          const line = { code: codeOf(one), version, name, first, last, units, current: current.includes(one) };
          print(line, `${line.current ? '*' : ' '} ${line.code} ${version}  ${first ?? ''}–${last ?? ''}  ${name}`);
        }
        return 0;
      }
      const since = Date.now() * 1000;
      if (action === 'load') {
        const doc = named(file!, () => readCalendarFile(content, [...SHIPPED, ...loaded]));
        const head = { code: codeOf(doc), version: doc.version };
        await saveCalendar(db, { ...head, doc, by: values.by!, note: values.note ?? '' }, since);
        tell(`${head.code} ${head.version} loaded; open deadlines are being counted anew`);
        await judgeAnew(db, pool);
      }
      const moved = await movedDeadlines(db, { source: values.source, since: action === 'load' ? since : null });
      for (const one of moved)
        print(one, `${one.source} ${one.case} ${one.stage} ${one.rules}: ${one.before ?? '-'} → ${one.after ?? '-'}`);
      tell(`${moved.length} deadlines moved`);
      return 0;
    } finally {
      await close();
    }
  },
};

function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
