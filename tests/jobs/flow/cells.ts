import { chineseCalendar } from '../../../jobs/clock/calendar.ts';
import { layOut } from '../../../jobs/clock/layout.ts';
import { makeFlowReader, type FlowReader } from '../../../jobs/flow/entries.ts';
import { pieceReader } from '../../../jobs/verdicts/filing.ts';
import type { Cell } from '../../../jobs/statistics/shifts.ts';
import { monthOf, monthOfPiece } from '../../../sql/piece.ts';
import type { CaseLog } from '../../../sql/vocabulary.ts';
import { PROCESS, UNTIL } from '../demo/logs.ts';

/** A reader of the demo's flow; departments get numbers as they come. */
export function demoFlow(): { read: FlowReader; departments: string[] } {
  const departments: string[] = [];
  const party = (name: string) => {
    if (!departments.includes(name)) departments.push(name);
    return departments.indexOf(name);
  };
  const context = {
    layout: layOut(PROCESS),
    calendar: chineseCalendar(),
    pieceAt: pieceReader(PROCESS.zone),
    party,
    path: () => 0,
  };
  return { read: makeFlowReader(PROCESS, context), departments };
}

const LAST = monthOf(UNTIL.slice(0, 7));
export const MONTHS = 24;
export const monthAt = (place: number) => LAST - MONTHS + 1 + place;

/** Waits and work by unit, kind, stage and department over the demo's 24 months, as the read gives them. */
export function cellsOf(cases: Iterable<{ unit: string; log: CaseLog }>): Cell[] {
  const { read, departments } = demoFlow();
  const cells = new Map<string, { wait: number[][]; work: number[][] }>();
  for (const { unit, log } of cases)
    for (const { kind, b, c, piece, days } of read(log)) {
      if (kind !== 'wait' && kind !== 'work') continue;
      const month = monthOfPiece(piece) - monthAt(0);
      if (month < 0 || month >= MONTHS) continue;
      const key = [unit, log.class.slice(0, 2), PROCESS.stages[c]!.code, departments[b]].join();
      let cell = cells.get(key);
      if (!cell) {
        const empty = () => Array.from({ length: MONTHS }, (): number[] => []);
        cells.set(key, (cell = { wait: empty(), work: empty() }));
      }
      const counts = cell[kind][month]!;
      while (counts.length <= days) counts.push(0);
      counts[days]!++;
    }
  return [...cells].map(([key, months]) => {
    const [unit, kind, stage, department] = key.split(',') as [string, string, string, string];
    return { unit, kind, stage, department, ...months };
  });
}
