import { openDatabase } from '../open-database.ts';
import type { Command } from './command.ts';

export const migrateDatabase: Command = {
  usage: 'migrate',
  async run(_args, config) {
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const { close } = await openDatabase(config, { role: 'tool', log });
    await close();
    process.stdout.write('schema and rule sets are up to date\n');
    return 0;
  },
};
