import { expect, it } from 'vitest';
import { casesSuspended } from '../../api/audited-suspensions.ts';
import type { AuditedSuspension } from '../../jobs/clock/suspension-audit.ts';

const one = (more: Partial<AuditedSuspension>): AuditedSuspension => ({
  ...{ reason: '', days: 1, lastMinute: false, rescued: false, retroactive: null, ...more },
});
const AUDITED = [
  {
    ...{ caseId: 1, unit: 9 },
    found: [one({ rescued: true, lastMinute: true }), one({ rescued: true, lastMinute: true, reason: 'late' })],
  },
  { caseId: 2, unit: 9, found: [one({ retroactive: true, reason: 'late' })] },
  { caseId: 3, unit: 9, found: [one({ retroactive: false })] },
];

it('lists a case as often as a count counts it: once a suspension, or once a case', () => {
  expect(casesSuspended(AUDITED)).toEqual([1, 2, 3]);
  expect(casesSuspended(AUDITED, 'each')).toEqual([1, 1, 2, 3]);
  expect(casesSuspended(AUDITED, 'last-minute')).toEqual([1, 1]);
  expect(casesSuspended(AUDITED, 'rescued')).toEqual([1]);
  expect(casesSuspended(AUDITED, 'retroactive')).toEqual([2]);
});

it('lists the cases of one reason, and of none written', () => {
  expect(casesSuspended(AUDITED, undefined, 'late')).toEqual([1, 2]);
  expect(casesSuspended(AUDITED, 'last-minute', '')).toEqual([1]);
});
