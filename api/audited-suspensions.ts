import { calendarOf } from '../jobs/clock/calendar.ts';
import { auditSuspensions, type AuditedSuspension } from '../jobs/clock/suspension-audit.ts';
import type { Db } from '../sql/database.ts';
import type { SuspendedCase } from '../sql/read/suspensions.ts';
import type { CasesQuery } from './contract/cases.ts';
import { inForce } from './in-force.ts';

export type Audited = { caseId: number; unit: number; found: AuditedSuspension[] };

/** What is to be asked of each suspension of these cases, under the rules and the calendar in force. */
export async function auditedSuspensions(
  db: Db,
  basis: Parameters<typeof inForce>[1],
  zone: string,
  suspended: readonly SuspendedCase[],
): Promise<Audited[]> {
  const { chosen: rules, calendar: usual } = await inForce(db, basis);
  const calendar = calendarOf(rules, usual);
  return suspended.map((one) => ({
    caseId: one.caseId,
    unit: one.unit,
    found: auditSuspensions(one, rules, calendar, zone),
  }));
}

/** The cases a count of suspensions is of: once for every suspension, or once a case where cases are counted. */
export function casesSuspended(
  audited: readonly Audited[],
  kind?: CasesQuery['suspension'],
  reason?: string,
): number[] {
  return audited.flatMap(({ caseId, found }) => {
    const mine = found.filter((one) => reason === undefined || one.reason === reason);
    const n = (is: (one: AuditedSuspension) => boolean) => mine.filter(is).length;
    const times = {
      each: mine.length,
      'last-minute': n((one) => one.lastMinute),
      retroactive: n((one) => one.retroactive === true),
      rescued: Math.min(
        1,
        n((one) => one.rescued),
      ),
      any: Math.min(1, mine.length),
    }[kind ?? 'any'];
    return Array<number>(times).fill(caseId);
  });
}
