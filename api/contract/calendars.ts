import Type, { type Static } from 'typebox';
import { Basis, Nullable } from './filter.ts';

/** POST /api/v1/calendars: a calendar as in `jobs/clock/calendar-file.ts`; verdicts follow by themselves. */
export const NewCalendar = Type.Object(
  {
    calendar: Type.Object({}, { additionalProperties: true }),
    by: Type.String({ minLength: 1, maxLength: 80 }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type NewCalendar = Static<typeof NewCalendar>;

const Intervals = Type.Array(Type.Array(Type.String()));

/** GET /api/v1/calendars: every calendar there is, which are in force, and the deadlines a new one moved. */
export const CalendarsReply = Type.Object({
  basis: Basis,
  dataDay: Type.String(),
  /** The calendars in force together, as verdicts name them. */
  versions: Type.String(),
  /** Days after it are provisional 暂定. */
  announcedTo: Type.String(),
  calendars: Type.Array(
    Type.Object({
      /** cn: the statutory one; others hold for units. */
      code: Type.String(),
      version: Type.String(),
      name: Type.String(),
      current: Type.Boolean(),
      first: Nullable(Type.Integer()),
      last: Nullable(Type.Integer()),
      units: Type.Array(Type.String()),
      /** Days off and days open beyond the weekday's rule. */
      off: Type.Integer(),
      open: Type.Integer(),
      hours: Nullable(Type.Object({ from: Nullable(Type.String()), working: Intervals, rest: Intervals })),
      /** null: it came with the program. */
      loadedAt: Nullable(Type.String()),
      loadedBy: Nullable(Type.String()),
      note: Type.String(),
    }),
  ),
  /** The years around the data by name: what the calendar of the chosen unit says of them. */
  years: Type.Array(
    Type.Object({
      year: Type.Integer(),
      provisional: Type.Boolean(),
      workingDays: Type.Integer(),
      holidays: Type.Array(
        Type.Object({
          name: Type.String(),
          kind: Type.Enum(['holiday', 'make-up']),
          from: Type.String(),
          to: Type.String(),
        }),
      ),
    }),
  ),
  /** The rule set by which cases are being judged just now; until then the old verdicts are shown. */
  judging: Nullable(Type.Object({ rulesName: Type.String(), rulesNameEn: Type.String(), cases: Type.Integer() })),
  movedTotal: Type.Integer(),
  /** The latest first. */
  moved: Type.Array(
    Type.Object({
      caseKey: Type.String(),
      unitName: Type.String(),
      rules: Type.String(),
      rulesName: Type.String(),
      rulesNameEn: Type.String(),
      stage: Type.String(),
      stageName: Type.String(),
      cause: Type.Enum(['calendar', 'rules']),
      calendarBefore: Type.String(),
      calendarAfter: Type.String(),
      before: Nullable(Type.String()),
      after: Nullable(Type.String()),
      at: Type.String(),
    }),
  ),
});
export type CalendarsReply = Static<typeof CalendarsReply>;
export type CalendarRow = CalendarsReply['calendars'][number];
