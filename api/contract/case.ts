import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';
import { CaseRow } from './cases.ts';

/** One calendar day of the case's day ledger. */
export const LedgerDay = Type.Object({
  date: Type.String(),
  kind: Type.String({ enum: ['working', 'rest', 'make-up', 'holiday'] }),
  holiday: Type.String(),
  /** null on the start day under EXCLUDE_START: it stands in the ledger as not counted. */
  owner: Nullable(Type.String({ enum: ['utility', 'government', 'grid', 'customer'] })),
  paused: Type.Boolean(),
  provisional: Type.Boolean(),
});
export type LedgerDay = Static<typeof LedgerDay>;

/**
 * One line of 逐日计时明细: a run of days with one owner and kind. The words are made in the reader's language
 * from `kind` and `facts` by one template per kind.
 */
export const LedgerRow = Type.Object({
  from: Type.String(),
  to: Type.String(),
  owner: Nullable(Type.String()),
  kind: Type.String({ enum: ['start', 'counted', 'paused', 'rest', 'holiday', 'today'] }),
  workingDays: Type.Integer(),
  total: Type.Integer(),
  overdue: Type.Boolean(),
  facts: Type.Array(
    Type.Object({
      what: Type.String({
        enum: [
          'step-arrived',
          'step-finished',
          'open-steps',
          'deadline',
          'met',
          'overdue',
          'make-up',
          'rest-days',
          'holiday',
          'suspended',
          'resumed',
          'shifted',
          'not-counted',
        ],
      }),
      date: Nullable(Type.String()),
      name: Type.String(),
      value: Nullable(Type.Number()),
    }),
  ),
});
export type LedgerRow = Static<typeof LedgerRow>;

export const ClockRow = Type.Object({
  stage: Type.String(),
  name: Type.String(),
  rules: Type.String(),
  rulesName: Type.String(),
  rulesNameEn: Type.String(),
  kind: Type.String(),
  ruleVersion: Type.String(),
  calendarVersion: Type.String(),
  legalSource: Type.String(),
  limit: Nullable(Type.Number()),
  limitUnit: Type.String(),
  convention: Type.String(),
  started: Type.String(),
  deadline: Nullable(Type.String()),
  stopped: Nullable(Type.String()),
  used: Type.Number(),
  over: Nullable(Type.Number()),
  /** met, overdue, running, running-overdue, paused, no-limit, undecidable. */
  verdict: Type.String(),
  provisional: Type.Boolean(),
  /** Days the clock counts, with the running day number. */
  days: Type.Array(Type.Object({ date: Type.String(), number: Type.Integer() })),
});
export type ClockRow = Static<typeof ClockRow>;

/** GET /api/v1/cases/:caseKey: one case with its clocks under every rule set and its day ledger under the chosen one. */
export const CaseReply = Type.Object({
  basis: Basis,
  case: CaseRow,
  unitPath: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  channel: Type.String(),
  dims: Type.Record(Type.String(), Nullable(Type.String())),
  sourceDeadline: Nullable(Type.String()),
  flags: Type.Array(Type.String()),
  events: Type.Array(
    Type.Object({
      activity: Type.String(),
      stage: Type.String(),
      stageName: Type.String(),
      owner: Type.String(),
      arrived: Nullable(Type.String()),
      started: Nullable(Type.String()),
      finished: Nullable(Type.String()),
      operator: Nullable(Type.String()),
      department: Nullable(Type.String()),
      file: Type.String(),
      line: Type.Integer(),
    }),
  ),
  pauses: Type.Array(
    Type.Object({ from: Type.String(), to: Nullable(Type.String()), reason: Type.String(), owner: Type.String() }),
  ),
  callbacks: Type.Array(
    Type.Object({
      due: Nullable(Type.String()),
      made: Nullable(Type.String()),
      answered: Type.Boolean(),
      grade: Nullable(Type.String()),
    }),
  ),
  clocks: Type.Array(ClockRow),
  days: Type.Array(LedgerDay),
  ledger: Type.Array(LedgerRow),
  /** utility + customer + government + grid = elapsed working days. */
  totals: Type.Object({
    utility: Type.Integer(),
    customer: Type.Integer(),
    government: Type.Integer(),
    grid: Type.Integer(),
    workingDays: Type.Integer(),
    calendarDays: Type.Integer(),
  }),
});
export type CaseReply = Static<typeof CaseReply>;
