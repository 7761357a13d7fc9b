import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { importFile, type ImportContext } from '../../jobs/import/import-file.ts';
import { loadProfile } from '../../jobs/import/profile-file.ts';
import type { ImportReport } from '../../jobs/import/report.ts';
import type { Language } from '../../jobs/import/wording/problem-words.ts';
import { sayImport } from '../../jobs/import/wording/say-import.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import { outcomeOf } from '../../jobs/sources/import-slot.ts';
import { noteTry } from '../../sql/write/delivery.ts';
import { openDatabase } from '../open-database.ts';
import { checkLanguage, checkZone, readArgs, UsageError, type Command } from './command.ts';
import { tell, waitAt } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  profile: { type: 'string' },
  zone: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  whole: { type: 'boolean', default: false },
  lang: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const importFiles: Command = {
  usage:
    'import FILE… [--source NAME] [--profile NAME|FILE] [--zone ZONE] [--dry-run] [--whole] [--lang zh|en] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length === 0) throw new UsageError('which file?');
    const zone = checkZone(values.zone);
    const language = checkLanguage(values.lang, config);
    const profile = values.profile === undefined ? null : await loadProfile(values.profile);
    const { db, pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    const context: ImportContext = {
      ...{ db, pool, originals: join(config.dir, 'originals'), now: () => Date.now() * 1000 },
      publish: async (trx, change) => void (await publishPrimary(trx, change)),
      failpoint: waitAt(config.pauseAt),
      threads: Math.min(2, availableParallelism()),
      pageCases: config.pageCases ?? undefined,
    };
    try {
      let all = true;
      for (const path of positionals) {
        const report = await importFile(context, {
          path,
          source: values.source,
          profile,
          zone,
          dryRun: values['dry-run'],
          whole: values.whole,
          onProgress: showProgress(path),
        });
        if (!values['dry-run']) await noteTry(db, report.source, 'cli', context.now(), outcomeOf(report));
        all &&= report.status === 'imported' || report.status === 'unchanged';
        const text = () => asText(report, values['dry-run'], language);
        process.stdout.write(values.json ? `${JSON.stringify(asJson(report))}\n` : text());
      }
      return all ? 0 : 1;
    } finally {
      await close();
    }
  },
};

function showProgress(path: string): (rows: number, share: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (rows, share) => void process.stderr.write(`\r${path}: ${rows} rows, ${Math.round(100 * share)} %  `);
}

const asJson = ({ origin: _origin, told: _told, reading: _reading, ...report }: ImportReport) => report;

function asText(report: ImportReport, dryRun: boolean, language: Language): string {
  const { rows, reading, told } = report;
  const said = told ? sayImport(report.file, told, language).join(' ') : report.message;
  const lines = [
    ...(dryRun ? ['Tried out only, nothing was changed:'] : []),
    `${report.file} → ${report.source}: ${report.status}${said ? ` (${said})` : ''}`,
    `  ${rows.in} rows = ${rows.new} new + ${rows.changed} changed + ${rows.same} same + ${rows.quarantined} refused + ${rows.blank} blank + ${rows.total} totals, ${report.seconds.toFixed(1)} s`,
    ...Object.entries(report.reasons).map(([reason, n]) => `  refused, ${reason}: ${n}`),
  ];
  if (reading?.proposed && reading.profile) lines.push('  profile used:', JSON.stringify(reading.profile, null, 2));
  return `${lines.join('\n')}\n`;
}
