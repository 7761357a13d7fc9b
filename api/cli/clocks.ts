import { calendarOf } from '../../jobs/clock/calendar.ts';
import { clockLines, type ExemptionOf, type ReadLines } from '../../jobs/clock/clock-lines.ts';
import { isoText } from '../../jobs/clock/day.ts';
import type { RuleSet } from '../../jobs/clock/rule-set.ts';
import { calendarInForce, ruleSetsInForce } from '../../jobs/verdicts/in-force.ts';
import { judges } from '../../jobs/verdicts/other-rule-sets.ts';
import type { Db } from '../../sql/database.ts';
import { caseLogs, processOf } from '../../sql/read/case-log.ts';
import { clocksGround } from '../../sql/read/clocks.ts';
import { exemptionStates, type Answered } from '../../sql/read/exemption-states.ts';
import { judgedOrigins } from '../../sql/write/judged-origins.ts';
import { wholeScope } from '../access/scope-of.ts';
import { openDatabase } from '../open-database.ts';
import { clocksPage } from './clocks-page.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { readInstant } from './instant.ts';

const OPTIONS = {
  source: { type: 'string' },
  case: { type: 'string' },
  'as-of': { type: 'string' },
  rules: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Every clock of a source, a line each; with `--case` those of one case and each of their days. */
export const clocks: Command = {
  usage: 'clocks --source NAME [--case NO] [--as-of INSTANT] [--rules SET] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not a flag`);
    if (values.source === undefined) throw new UsageError('--source is missing');
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const { db, close } = await openDatabase(config, { role: 'tool', log, statementTimeoutMs: 600_000 });
    try {
      const all = await ruleSetsInForce(db);
      const calendar = await calendarInForce(db);
      const chosen = values.rules === undefined ? null : setOf(all, values.rules);
      const ground = await clocksGround(db, wholeScope, { source: values.source, caseKey: values.case });
      const sourceProcess = await processOf(db, ground.origin);
      const { zone, unitPaths } = sourceProcess;
      const asOf = readInstant(values['as-of'], zone, '--as-of') ?? ground.dataTime ?? 0;
      const sets = chosen === null ? await judging(db, all, ground.origin) : [chosen];
      const withDays = values.case !== undefined;
      const readers: ReadLines[] = [];
      for (const set of sets) {
        const key = { origin: ground.origin, ruleSet: set.id, ...(withDays && { caseKey: values.case! }) };
        const exemptions = exemptionsOf(await exemptionStates(db, key));
        readers.push(clockLines(sourceProcess, set, calendarOf(set, calendar), withDays, exemptions));
      }
      const page = clocksPage(isoText(asOf, zone));
      if (!values.json) await print(page.head);
      for await (const logs of caseLogs(db, ground.origin, { caseIds: ground.caseIds })) {
        const lines = logs
          .filter((one) => one.opened <= asOf && unitPaths?.get(one.unit)?.includes(ground.top))
          .flatMap((one) => readers.flatMap((read) => read(one, asOf)))
          .map((line) => (values.json ? JSON.stringify(line) : page.line(line)));
        if (lines.length > 0) await print(lines.join('\n'));
      }
      return 0;
    } finally {
      await close();
    }
  },
};

function exemptionsOf(answers: readonly Answered[]): ExemptionOf {
  const states = new Map(answers.map(({ caseKey, stage, exemption }) => [`${stage} ${caseKey}`, exemption]));
  return (caseKey, stage) => states.get(`${stage} ${caseKey}`) ?? 'none';
}

/** The sets that judge the source, the primary one first. */
async function judging(db: Db, all: readonly RuleSet[], origin: number): Promise<RuleSet[]> {
  const found = (await judgedOrigins(db)).find((one) => one.origin === origin);
  if (found === undefined) return [];
  const sets = all.filter((set) => judges(set, found));
  return sets.toSorted((a, b) => Number(b.id === found.primary) - Number(a.id === found.primary));
}

function setOf(all: readonly RuleSet[], code: string): RuleSet {
  const found = all.find((set) => set.code === code);
  if (found === undefined) {
    throw new UsageError(`--rules: there is no rule set "${code}" (${all.map((set) => set.code).join(', ')})`);
  }
  return found;
}

/** Waits for a reader that is slower, so that any number of clocks fits. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
