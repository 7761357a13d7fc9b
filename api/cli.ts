import { readConfig } from './config.ts';
import { calendar } from './cli/calendar.ts';
import { clocks } from './cli/clocks.ts';
import { close } from './cli/close.ts';
import { UsageError, type Command } from './cli/command.ts';
import { demo } from './cli/demo.ts';
import { exportFiles } from './cli/export.ts';
import { exemption, explanation } from './cli/exemption.ts';
import { figures } from './cli/figures.ts';
import { importFiles } from './cli/import.ts';
import { jobs } from './cli/jobs.ts';
import { migrateDatabase } from './cli/migrate.ts';
import { profile } from './cli/profile.ts';
import { replay } from './cli/replay.ts';
import { reportError } from './cli/report-error.ts';
import { setting } from './cli/setting.ts';
import { rules } from './cli/rules.ts';
import { whatIf } from './cli/what-if.ts';
import { targets } from './cli/targets.ts';
import { withdraw } from './cli/withdraw.ts';

/** By hand: `yekuo COMMAND …`. Exit status 0 done, 1 not (all) done, 2 not understood. */
const COMMANDS: Readonly<Record<string, Command>> = {
  import: importFiles,
  export: exportFiles,
  withdraw,
  replay,
  profile,
  figures,
  clocks,
  explain: explanation,
  exemption,
  close,
  setting,
  calendar,
  rules,
  targets,
  'what-if': whatIf,
  demo,
  jobs,
  migrate: migrateDatabase,
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
const usage = () =>
  Object.values(COMMANDS)
    .map((c) => `  yekuo ${c.usage}`)
    .join('\n');

/** Whoever reads the output may have seen enough, as `head` has: no fault of anybody's. */
const isClosedPipe = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EPIPE';
process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) throw error;
});

if (name === 'help' || name === '--help') {
  process.stdout.write(`${usage()}\n`);
} else if (command === undefined) {
  process.stderr.write(`yekuo: no command "${name}"\n${usage()}\n`);
  process.exitCode = 2;
} else {
  let language: 'zh' | 'en' = 'zh';
  try {
    const config = readConfig();
    language = config.language;
    process.exitCode = await command.run(args, config);
  } catch (error) {
    process.exitCode = isClosedPipe(error) ? 0 : error instanceof UsageError ? 2 : 1;
    if (process.exitCode !== 0) reportError(error, command, language);
  }
}
