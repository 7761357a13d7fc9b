import { join } from 'node:path';
import { importFile, type ImportContext } from '../../jobs/import/import-file.ts';
import { loadProfile } from '../../jobs/import/profile-file.ts';
import type { ImportReport } from '../../jobs/import/report.ts';
import { publishPrimary } from '../../jobs/verdicts/publish.ts';
import { openDatabase } from '../open-database.ts';
import { checkZone, readArgs, UsageError, type Command } from './command.ts';
import { tell, waitAt } from './source-work.ts';

const OPTIONS = {
  source: { type: 'string' },
  profile: { type: 'string' },
  zone: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const importFiles: Command = {
  usage: 'import FILE… [--source NAME] [--profile NAME|FILE] [--zone ZONE] [--dry-run] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    if (positionals.length === 0) throw new UsageError('which file?');
    const zone = checkZone(values.zone);
    const profile = values.profile === undefined ? null : await loadProfile(values.profile);
    const { db, pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    const context: ImportContext = {
      ...{ db, pool, originals: join(config.dir, 'originals'), now: () => Date.now() * 1000 },
      publish: async (trx, change) => void (await publishPrimary(trx, change)),
      failpoint: waitAt(config.pauseAt),
    };
    try {
      let whole = true;
      for (const path of positionals) {
        const report = await importFile(context, {
          path,
          source: values.source,
          profile,
          zone,
          dryRun: values['dry-run'],
          onProgress: showProgress(path),
        });
        whole &&= report.status === 'imported' || report.status === 'unchanged';
        process.stdout.write(values.json ? `${JSON.stringify(asJson(report))}\n` : asText(report, values['dry-run']));
      }
      return whole ? 0 : 1;
    } finally {
      await close();
    }
  },
};

function showProgress(path: string): (rows: number, share: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (rows, share) => void process.stderr.write(`\r${path}: ${rows} rows, ${Math.round(100 * share)} %  `);
}

const asJson = ({ origin: _origin, reading: _reading, ...report }: ImportReport) => report;

function asText(report: ImportReport, dryRun: boolean): string {
  const { rows, reading } = report;
  const lines = [
    ...(dryRun ? ['Tried out only, nothing was changed:'] : []),
    `${report.file} → ${report.source}: ${report.status}${report.message ? ` (${report.message})` : ''}`,
    `  ${rows.in} rows = ${rows.new} new + ${rows.changed} changed + ${rows.same} same + ${rows.quarantined} refused + ${rows.blank} blank + ${rows.total} totals, ${report.seconds.toFixed(1)} s`,
    ...Object.entries(report.reasons).map(([reason, n]) => `  refused, ${reason}: ${n}`),
  ];
  if (reading?.proposed && reading.profile) {
    if (reading.notUnderstood.length > 0) lines.push(`  not understood: ${reading.notUnderstood.join(', ')}`);
    lines.push('  profile used:', JSON.stringify(reading.profile, null, 2));
  }
  return `${lines.join('\n')}\n`;
}
