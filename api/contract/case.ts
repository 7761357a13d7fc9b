import Type, { type Static } from 'typebox';
import { Basis, filterFields, Nullable } from './filter.ts';
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
 * What there is to say of a row. The words are made in the reader's language by one template per `what`.
 * Of facts about a clock `stage` is the clock's stage code and `name` the stage's name (`whole` or `utilitySum` itself for these two);
 * they are about the chosen rule set. Everywhere else `stage` is ''. What a kind does not mention is null or ''.
 * - accepted: the case was accepted; `date` instant.
 * - not-counted: the start day is not counted; `date` the first day that may be.
 * - step-arrived, step-started, step-finished: `date` instant, `name` activity. Logs with one stamp per event have step-finished only.
 * - open-steps: the owner's step under way in the row; `name` activity, `date` instant it was taken up or arrived.
 * - waiting-steps: the same, arrived and taken up by nobody up to the row's end (待接收); `date` instant it arrived.
 * - no-step: the utility's because no step is open.
 * - clock-started: `date` the first day it may count; `value` the limit.
 * - deadline: its last day lies in the row; `date` that day, `value` the limit.
 * - met: the clock stopped in the row; `date` the deadline, `value` what was left of the limit.
 * - overdue: the clock stopped late in the row; `date` the deadline, `value` how much over.
 * - overdue-days: days the clock counts beyond its limit in the row: from `first` to `value`; `date`, `to` their first and last day.
 * - make-up: a make-up working day that counts; `date` the day, `name` the holiday.
 * - rest-days: a run of weekend days; `date`, `to`, `value` days.
 * - holiday: `date`, `to`, `name`, `value` days.
 * - suspended: a suspension in the row; `date` the instant it began, `to` the instant it ended or null, `name` the reason.
 * - resumed: a suspension ended in the row; `date` instant, `name` the reason.
 * - shifted: the row moves the deadline; `date` the deadline before the row, `to` after it, null while nobody knows.
 * - if-stopped-today: were the clock stopped on the row's day: `value` used, `first` over (0: not over).
 */
export const LedgerFact = Type.Object({
  what: Type.String({
    enum: [
      'accepted',
      'not-counted',
      'step-arrived',
      'step-started',
      'step-finished',
      'open-steps',
      'waiting-steps',
      'no-step',
      'clock-started',
      'deadline',
      'met',
      'overdue',
      'overdue-days',
      'make-up',
      'rest-days',
      'holiday',
      'suspended',
      'resumed',
      'shifted',
      'if-stopped-today',
    ],
  }),
  /** YYYY-MM-DD, or an instant where the kind says so. */
  date: Nullable(Type.String()),
  to: Nullable(Type.String()),
  name: Type.String(),
  stage: Type.String(),
  value: Nullable(Type.Number()),
  first: Nullable(Type.Number()),
});
export type LedgerFact = Static<typeof LedgerFact>;

/**
 * One line of 逐日计时明细: a run of days with one owner and kind. `start`: the start day, not counted. `today`: the
 * day after the data ends, of an open case. `rest`, `holiday`: nothing but days off; they have no owner.
 */
export const LedgerRow = Type.Object({
  from: Type.String(),
  to: Type.String(),
  owner: Nullable(Type.String()),
  kind: Type.String({ enum: ['start', 'counted', 'paused', 'rest', 'holiday', 'today'] }),
  workingDays: Type.Integer(),
  /** Working days up to and including the row. */
  total: Type.Integer(),
  /** A clock of the chosen rule set is past its deadline on these days. */
  overdue: Type.Boolean(),
  /** In order of time. */
  facts: Type.Array(LedgerFact),
});
export type LedgerRow = Static<typeof LedgerRow>;

export const ClockRow = Type.Object({
  /** A stage's code, `whole` (全流程) or `utilitySum` (供电企业合计); of these two the name is ''. */
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
  /** Instant; 24:00 of the last day for limits in days. null: no limit, or paused before it is used up. */
  deadline: Nullable(Type.String()),
  stopped: Nullable(Type.String()),
  used: Type.Number(),
  /** Past the deadline by so much (positive) or so much of the limit left (zero or negative); null without a limit. */
  over: Nullable(Type.Number()),
  /** met, overdue, running, running-overdue, paused, no-limit, undecidable. */
  verdict: Type.String(),
  /**
   * Why it is undecidable (end-before-start, stop-unknown, stopped-before-start, start-missing, no-steps), has no limit (mean,
   * no-agreed-date) or what a narrower rule asks and the source does not say (voltage-unknown …); else ''.
   */
  reason: Type.String(),
  provisional: Type.Boolean(),
  /** Days the clock counts, with the running day number. */
  days: Type.Array(Type.Object({ date: Type.String(), number: Type.Integer() })),
});
export type ClockRow = Static<typeof ClockRow>;

/** GET /api/v1/case?source=&key= */
export const CaseQuery = Type.Object(
  { source: filterFields.source, rules: filterFields.rules, key: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
);

/** One case with its clocks under every rule set and its day ledger under the chosen one. */
export const CaseReply = Type.Object({
  basis: Basis,
  case: CaseRow,
  unitPath: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  channel: Type.String(),
  /** Account manager 客户经理, the last one named. */
  manager: Nullable(Type.String()),
  /** Whole-process working days of archived cases of the same class and business type; `within`: those that took no longer than this one so far. */
  similar: Nullable(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      from: Type.String(),
      to: Type.String(),
      n: Type.Integer(),
      median: Nullable(Type.Integer()),
      p90: Nullable(Type.Integer()),
      within: Type.Integer(),
    }),
  ),
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
      /** The recorded times differ from the customer's memory; a firm was designated; null: not asked. */
      timeDeviates: Nullable(Type.Boolean()),
      designated: Nullable(Type.Boolean()),
    }),
  ),
  returns: Type.Array(
    Type.Object({
      at: Type.String(),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
      operator: Nullable(Type.String()),
      reason: Type.String(),
    }),
  ),
  complaints: Type.Array(
    Type.Object({
      number: Type.String(),
      made: Nullable(Type.String()),
      channel: Type.String(),
      category: Type.String(),
      /** null: not yet decided. */
      upheld: Nullable(Type.Boolean()),
      /** Number of the complaint it repeats. */
      duplicateOf: Nullable(Type.String()),
    }),
  ),
  /** Design, construction and supply firms; `head`: the firm a branch belongs to, else the name. */
  firms: Type.Array(
    Type.Object({
      role: Type.Enum(['designer', 'builder', 'supplier']),
      name: Type.String(),
      head: Type.String(),
    }),
  ),
  /** Customers of the order 户数, as the case list says; null: it does not. */
  customers: Nullable(Type.Integer()),
  /** The customers of a batch order as their own list names them, and when they were energised; null: no list names any. */
  batch: Nullable(
    Type.Object({
      customers: Type.Integer(),
      energised: Type.Integer(),
      first: Nullable(Type.String()),
      last: Nullable(Type.String()),
    }),
  ),
  /** The chosen rule set's first. */
  clocks: Type.Array(ClockRow),
  /** What people said to late clocks of the chosen rule set: exemption 申诉剔除 and cause 超期原因; facts stay as they are. */
  answers: Type.Array(
    Type.Object({
      stage: Type.String(),
      /** asked, approved, refused; null: nobody asked. */
      exemption: Nullable(Type.String()),
      askedBy: Nullable(Type.String()),
      evidence: Nullable(Type.String()),
      decidedBy: Nullable(Type.String()),
      reason: Nullable(Type.String()),
      /** utility, customer, government, grid-project, force-majeure, wrong-record. */
      cause: Nullable(Type.String()),
      note: Nullable(Type.String()),
      saidBy: Nullable(Type.String()),
    }),
  ),
  /** Limits of the chosen rule set whose clock has not started (尚未起计), of an open case. */
  ahead: Type.Array(
    Type.Object({ stage: Type.String(), name: Type.String(), limit: Type.Number(), limitUnit: Type.String() }),
  ),
  days: Type.Array(LedgerDay),
  ledger: Type.Array(LedgerRow),
  /** utility + customer + government + grid = elapsed working days. */
  totals: Type.Object({
    utility: Type.Integer(),
    customer: Type.Integer(),
    government: Type.Integer(),
    grid: Type.Integer(),
    workingDays: Type.Integer(),
    /** Working days and days off; the start day under EXCLUDE_START is in neither. */
    calendarDays: Type.Integer(),
  }),
});
export type CaseReply = Static<typeof CaseReply>;
export type CaseAnswer = CaseReply['answers'][number];
