import { SETTINGS, type SettingName } from '../../sql/read-ground/settings.ts';
import { saveSetting, settingHistory } from '../../sql/write/settings.ts';
import { openDatabase } from '../open-database.ts';
import { settingValue } from '../settings.ts';
import { readArgs, UsageError, type Command } from './command.ts';

const TEXT = { type: 'string' } as const;
const OPTIONS = { source: TEXT, name: TEXT, from: TEXT, value: TEXT, by: TEXT, authority: TEXT };
const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Dated settings of the comparison of units: 考核名次's formula, minimum n, data-quality gate, 地区性质. */
export const setting: Command = {
  usage: `setting --source NAME [--name ${NAMES.join('|')} --from DATE --value JSON --by NAME [--authority TEXT]]`,
  async run(args, config) {
    const { source, name, from, value, by, authority = '' } = readArgs(args, OPTIONS).values;
    if (source === undefined) throw new UsageError('--source is needed');
    const asked = name === undefined ? null : checked({ name, from, value, by });
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const database = await openDatabase(config, { role: 'tool', log });
    try {
      if (asked === null) {
        for (const line of await settingHistory(database.db, source)) process.stdout.write(`${JSON.stringify(line)}\n`);
        return 0;
      }
      const saved = await saveSetting(database.db, { ...asked, source, authority, at: Date.now() * 1000 });
      if (!saved) throw new Error(`no source ${source}`);
      process.stdout.write(`${asked.name} of ${source} from ${asked.from} on: ${JSON.stringify(asked.value)}\n`);
      return 0;
    } finally {
      await database.close();
    }
  },
};

function checked(given: {
  name: string;
  from?: string | undefined;
  value?: string | undefined;
  by?: string | undefined;
}) {
  const { name, from, value, by } = given;
  if (!(NAMES as string[]).includes(name)) throw new UsageError(`--name: "${name}" is none of ${NAMES.join(', ')}`);
  if (from === undefined || value === undefined || !by) throw new UsageError('--from, --value and --by are needed');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new UsageError(`--from: "${from}" is no date`);
  try {
    return { name: name as SettingName, from, by, value: settingValue(name as SettingName, value) };
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
