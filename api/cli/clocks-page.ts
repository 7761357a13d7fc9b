import type { ClockLine } from '../../jobs/clock/clock-lines.ts';

const COLUMNS: readonly [string, number, (line: ClockLine) => string][] = [
  ['case', 16, (line) => line.case],
  ['unit', 10, (line) => line.unit],
  ['class', 14, (line) => line.class],
  ['rules', 18, (line) => line.ruleSet],
  ['clock', 14, (line) => line.stage ?? line.scope],
  ['start', 16, (line) => line.start.slice(0, 16)],
  ['deadline', 16, (line) => `${line.deadline?.slice(0, 16) ?? '-'}${line.provisional ? '?' : ''}`],
  ['stop', 16, (line) => line.stop?.slice(0, 16) ?? '-'],
  ['used', 5, (line) => String(line.usedDays)],
  ['over', 5, (line) => (line.daysOver === null ? '-' : String(line.daysOver))],
  ['verdict', 16, (line) => line.verdict],
  ['reason', 0, (line) => line.reason],
];

/** For people: a head and a line a clock, each with its days below where they were asked for. */
export function clocksPage(asOf: string): { head: string; line(line: ClockLine): string } {
  const row = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(COLUMNS[i]![1]))
      .join(' ')
      .trimEnd();
  return {
    head: `as of ${asOf}\n${row(COLUMNS.map(([name]) => name))}`,
    line(line) {
      const days = (line.days ?? []).map(({ date, kind, owner, counted }) =>
        `  ${date} ${kind.padEnd(8)} ${(owner ?? '-').padEnd(12)} ${counted ? 'counted' : ''}`.trimEnd(),
      );
      return [row(COLUMNS.map(([, , cell]) => cell(line))), ...days].join('\n');
    },
  };
}
