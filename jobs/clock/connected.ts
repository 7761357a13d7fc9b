import { CUBE, type CaseLog } from '../../sql/vocabulary.ts';
import { UNDECIDABLE_FLAGS, type Reading } from './clocks.ts';
import { dayOf } from './day.ts';
import type { Layout } from './layout.ts';
import type { Seen } from './seen.ts';

/** 接电时间 of an archived case: calendar days from acceptance to the end of 装表接电; none where either is not known. */
export function connected({ log, end, spans }: Reading, layout: Layout): Seen[] {
  const stage = rowOf(log.voltage);
  const position = layout.positionOfCode.get('connect');
  if (stage === null || position === undefined || end === null || log.state !== 'archived') return [];
  const energised = spans.last[position]!;
  if (energised < log.opened || (log.flags & UNDECIDABLE_FLAGS) !== 0) return [];
  return [{ stage, at: end, days: dayOf(energised, layout.zone) - dayOf(log.opened, layout.zone) }];
}

/** 10 kV, or the 400 V network: all below 1 kV. */
function rowOf(voltage: CaseLog['voltage']): number | null {
  if (voltage === 10) return CUBE.connected10kv;
  return voltage !== null && voltage > 0 && voltage < 1 ? CUBE.connected400v : null;
}
