import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WEEKDAYS, chineseCalendar } from '../../../jobs/clock/calendar.ts';
import type { ClockLine } from '../../../jobs/clock/clock-lines.ts';
import { parseDate } from '../../../jobs/clock/day.ts';
import { root, shared, yekuo } from '../../command.ts';
import { demoProvince, importInto } from '../demo-province.ts';

const receipt = join(shared, 'logs', 'receipt.xes.gz');
if (!existsSync(receipt)) console.log(`No ${receipt}: its clocks are skipped.`);

let connection: Awaited<ReturnType<typeof demoProvince>>;
beforeAll(async () => {
  connection = await demoProvince();
  if (existsSync(receipt)) await importInto(connection, receipt, 'receipt');
}, 300_000);
afterAll(() => connection.close());

async function clocks(...flags: string[]): Promise<ClockLine[]> {
  const { code, out, err } = await yekuo(['clocks', ...flags, '--json'], { DATABASE_URL: connection.url });
  expect(code, err).toBe(0);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ClockLine);
}

it('is no fault where the reader has seen enough', async () => {
  const said = await new Promise<{ code: number | null; err: string }>((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, '.config/run/yekuo.mjs'), 'clocks', '--source', 'demo', '--json'],
      {
        env: { ...process.env, npm_lifecycle_event: '', DATABASE_URL: connection.url },
      },
    );
    let err = '';
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('close', (code) => resolve({ code, err }));
  });
  expect(said.code, said.err).toBe(0);
  expect(said.err).not.toMatch(/EPIPE/);
});

const KEYS =
  'case unit class ruleSet ruleVersion calendarVersion scope stage start deadline stop verdict reason usedDays netDays grossDays owners daysOver provisional exemption';
const VERDICTS = 'met overdue running running-overdue not-applicable undecidable'.split(' ');

/** What holds of every line whatever the source; says which one breaks it. */
function faultOf(line: ClockLine): string | null {
  const { owners, grossDays, netDays, usedDays, verdict, daysOver, start, stop, deadline } = line;
  const sum = owners.utility + owners.customer + owners.government + owners.gridProject;
  if (Object.keys(line).join(' ') !== KEYS) return 'keys';
  if (sum !== grossDays) return 'owners do not sum to the gross days';
  if (netDays > grossDays) return 'net over gross';
  if (!VERDICTS.includes(verdict)) return `verdict ${verdict}`;
  if ((verdict === 'overdue' || verdict === 'running-overdue') !== (daysOver !== null && daysOver > 0))
    return 'days over';
  if (verdict === 'running' || verdict === 'running-overdue' ? stop !== null : stop === null) return 'stop';
  if (verdict === 'met' && deadline !== null && deadline.length === 10 && stop!.slice(0, 10) > deadline)
    return 'met late';
  if (verdict === 'undecidable' && line.reason === '') return 'no reason';
  if (verdict === 'met' && usedDays < 0) return 'used';
  if (stop !== null && verdict !== 'undecidable') {
    const calendar = line.calendarVersion === 'weekdays' ? WEEKDAYS : chineseCalendar(line.calendarVersion);
    const days = calendar.workingDays(parseDate(start.slice(0, 10)), parseDate(stop.slice(0, 10)), 'EXCLUDE_START');
    if (days !== grossDays) return `gross ${grossDays} for ${days} working days`;
  }
  return null;
}

const faults = (lines: ClockLine[]) => lines.flatMap((line) => (faultOf(line) === null ? [] : [[faultOf(line), line]]));

let lines: ClockLine[] = [];
it('prints every clock of the demo, and on every line the days add up', async () => {
  lines = await clocks('--source', 'demo', '--rules', 'demo-primary');
  expect(lines.length).toBeGreaterThan(5000);
  expect(faults(lines).slice(0, 3)).toEqual([]);
  const late = lines.filter(({ verdict }) => verdict === 'overdue').length;
  const { rows } = await connection.pool.query(
    `select count(*) as late from clock k join rule_set s using (rule_set)
     where s.code = 'demo-primary' and k.verdict = 1`,
  );
  expect(late).toBe(rows[0].late);
});

it('gives each day of one case, from which its sums can be told again', async () => {
  const held = lines.find(({ owners }) => owners.customer > 3)!;
  const told = await clocks('--source', 'demo', '--case', held.case);
  expect(told.length).toBeGreaterThan(1);
  for (const line of told) {
    const working = line.days!.filter(
      ({ kind, owner }) => owner !== null && (kind === 'working' || kind === 'make-up'),
    );
    expect(working.length).toBe(line.grossDays);
    expect(working.filter(({ owner }) => owner === 'customer').length).toBe(line.owners.customer);
    expect(line.days!.filter(({ counted }) => counted).length).toBe(line.usedDays);
  }
});

it.skipIf(!existsSync(receipt))('prints the clocks of a log that gives its own deadlines, as instants', async () => {
  const given = await clocks('--source', 'receipt');
  expect(faults(given).slice(0, 3)).toEqual([]);
  const count = (verdict: string) => given.filter((line) => line.verdict === verdict).length;
  expect({ overdue: count('overdue'), open: count('running-overdue') }).toEqual({ overdue: 377, open: 39 });
  expect(given[0]!.deadline).toMatch(/T\d\d:\d\d:\d\d/);
});

it('judges as known at another instant, and refuses a source, a case and a set that do not exist', async () => {
  const before = await clocks('--source', 'demo', '--as-of', '2026-03-31', '--rules', 'demo-primary');
  expect(before.every(({ stop }) => stop === null || stop <= '2026-04-01')).toBe(true);
  for (const flags of [
    ['--source', 'nowhere'],
    ['--source', 'demo', '--case', 'none'],
  ]) {
    expect(await yekuo(['clocks', ...flags], { DATABASE_URL: connection.url })).toMatchObject({ code: 1, out: '' });
  }
  expect(await yekuo(['clocks', '--source', 'demo', '--rules', 'none'], {})).toMatchObject({ code: 2 });
});
