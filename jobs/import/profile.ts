import Type, { type Static } from 'typebox';
import { CASE_STATES, GRADES, OWNERS } from '../../sql/vocabulary.ts';

/** A column (or XES attribute) name, or several of which the first that is present counts. */
const Column = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })]);
const Columns = Type.Array(Type.String(), { minItems: 1 });

/** Which columns a row of each neutral field comes from. Fields a shape does not use are an error in the check. */
const Fields = Type.Object(
  {
    step: Type.Optional(Column),
    /** One timestamp per event. */
    at: Type.Optional(Column),
    arrived: Type.Optional(Column),
    started: Type.Optional(Column),
    finished: Type.Optional(Column),
    lifecycle: Type.Optional(Column),
    operator: Type.Optional(Column),
    department: Type.Optional(Column),
    unit: Type.Optional(Column),
    unitName: Type.Optional(Column),
    parent: Type.Optional(Column),
    /** `unit`: the unit that took this one over; `from` and `to` are its first and last day. */
    successor: Type.Optional(Column),
    class: Type.Optional(Column),
    business: Type.Optional(Column),
    channel: Type.Optional(Column),
    state: Type.Optional(Column),
    opened: Type.Optional(Column),
    ended: Type.Optional(Column),
    deadline: Type.Optional(Column),
    /** Supply voltage: "10kV", "220V", a bare number in kV. */
    voltage: Type.Optional(Column),
    /** "1,250", "800kVA"; its unit may stand in the column's name. */
    capacity: Type.Optional(Column),
    /** Number of sources. */
    supplies: Type.Optional(Column),
    /** Customers of a batch order. */
    customers: Type.Optional(Column),
    industry: Type.Optional(Column),
    /** Account manager. */
    manager: Type.Optional(Column),
    /** Firms that design, build and deliver for the customer 设计、施工、设备供应单位. */
    designer: Type.Optional(Column),
    builder: Type.Optional(Column),
    supplier: Type.Optional(Column),
    /** Yes or no, or a grade of importance. */
    threeZero: Type.Optional(Column),
    greenChannel: Type.Optional(Column),
    important: Type.Optional(Column),
    externalLine: Type.Optional(Column),
    sequence: Type.Optional(Column),
    eventId: Type.Optional(Column),
    updated: Type.Optional(Column),
    dataDate: Type.Optional(Column),
    from: Type.Optional(Column),
    to: Type.Optional(Column),
    owner: Type.Optional(Column),
    reason: Type.Optional(Column),
    due: Type.Optional(Column),
    made: Type.Optional(Column),
    answered: Type.Optional(Column),
    grade: Type.Optional(Column),
    timeDeviates: Type.Optional(Column),
    designated: Type.Optional(Column),
    /** `return`: the steps it goes from and to. */
    fromStep: Type.Optional(Column),
    toStep: Type.Optional(Column),
    /** `complaint`: its own number; the case number is optional there. */
    number: Type.Optional(Column),
    category: Type.Optional(Column),
    upheld: Type.Optional(Column),
    duplicateOf: Type.Optional(Column),
    /** `customer`: one of a batch case's customers. */
    customer: Type.Optional(Column),
    energised: Type.Optional(Column),
  },
  { additionalProperties: false },
);

export const SHAPES = [
  'event',
  'step',
  'case',
  'suspension',
  'callback',
  'return',
  'complaint',
  'customer',
  'unit',
  'snapshot',
] as const;

/** One kind of table a source delivers; a file is read by the table whose columns its header holds. */
const Table = Type.Object(
  {
    shape: Type.Enum([...SHAPES]),
    /** Columns of the case number; several are joined. For XES: trace attributes, "case:" in front is understood. */
    key: Type.Optional(Columns),
    fields: Fields,
    /** `step` or `event`: columns that identify an event beside eventId, [] its whole content; default for `step` tables: key, step, arrived. */
    identity: Type.Optional(Type.Array(Type.String())),
    /** `case`: every case in flight, or only those that ended; a snapshot tells which open cases are missing (去向不明). */
    delivery: Type.Optional(Type.Enum(['snapshot', 'increment'])),
    /** `case`: milestone column → activity. */
    milestones: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Free dimensions, under their source names. */
    dimensions: Type.Optional(Type.Array(Type.String())),
    /** A stamp's date and time of day in two columns: the column it is read under → that of the other half. */
    halves: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Columns of a sheet whose blank cells repeat the one above (cells merged over rows); never assumed. */
    fill: Type.Optional(Type.Array(Type.String())),
    /** Personal data: never read unless listed in `dimensions`. */
    personal: Type.Optional(Type.Array(Type.String())),
    /** Cells that begin with an apostrophe have one too many: it keeps a spreadsheet from computing them. */
    inert: Type.Optional(Type.Boolean()),
    /** XES with life-cycle transitions: each a single event, or k-th start paired with k-th complete into steps. */
    lifecycle: Type.Optional(Type.Enum(['events', 'pair'])),
  },
  { additionalProperties: false },
);
export type Table = Static<typeof Table>;

/** A stage mapping: activity → stage, with whose time it is and the part it plays. */
const StepOf = Type.Object(
  {
    stage: Type.String(),
    owner: Type.Optional(Type.Enum([...OWNERS])),
    /** `last`: until it is done, an open case that has not moved on stays in the stage. The others only say what is known. */
    part: Type.Optional(Type.Enum(['first', 'middle', 'last'])),
  },
  { additionalProperties: false },
);

/** One declarative file per source: how its tables become our neutral fields (domain §1.4). */
export const Profile = Type.Object(
  {
    name: Type.String(),
    label: Type.Optional(Type.String()),
    /** Zone of stamps without offset; default the business zone. */
    zone: Type.Optional(Type.String()),
    encoding: Type.Optional(Type.Enum(['utf-8', 'gb18030'])),
    /** Row counts (with or without what is above) at which an export tool cuts off; default those of row-caps.ts; [] for none. */
    rowCaps: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    /** Patterns such as "yyyy/M/d H:mm", tried in order after ISO 8601; two-digit years and day/month order only if declared. */
    timestamps: Type.Optional(Type.Array(Type.String())),
    /** Values that mean "unknown" in a date column, such as 1900-01-01. */
    placeholders: Type.Optional(Type.Array(Type.String())),
    tables: Type.Array(Table, { minItems: 1 }),
    /** The source's status words. */
    states: Type.Optional(Type.Record(Type.String(), Type.Enum([...CASE_STATES]))),
    /** Activities that end a case where neither status nor end column does. */
    endActivities: Type.Optional(Type.Array(Type.String())),
    grades: Type.Optional(Type.Record(Type.String(), Type.Enum([...GRADES]))),
    classes: Type.Optional(Type.Record(Type.String(), Type.String())),
    owners: Type.Optional(Type.Record(Type.String(), Type.Enum([...OWNERS]))),
    /** Activity → stage; activities not listed are a stage of their own where the list is missing, else stay outside. */
    steps: Type.Optional(Type.Record(Type.String(), StepOf)),
    /** `classes` and `steps` list every word there can be: a row with another is refused until it is listed. */
    strictCodes: Type.Optional(Type.Boolean()),
    /** Code of the primary rule set; default `source` (deadlines the source gives). */
    rules: Type.Optional(Type.String()),
    /** Codes of further rule sets that judge the source, such as an internal one. */
    alsoRules: Type.Optional(Type.Array(Type.String())),
    /** A T+1 feed: the data time is the end of its last complete day, today is the wall clock's. */
    daily: Type.Optional(Type.Boolean()),
    /** Today follows the data, even for a daily feed. */
    ownClock: Type.Optional(Type.Boolean()),
    /** Day of the next month from which the timetable closes a month 关账; left out: by hand alone. */
    closesOn: Type.Optional(Type.Integer({ minimum: 1, maximum: 28 })),
    demo: Type.Optional(Type.Boolean()),
    /** Known operations of the source that are left out of statistics: states or business types. */
    exclude: Type.Optional(
      Type.Object({ businesses: Type.Optional(Type.Array(Type.String())) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Profile = Static<typeof Profile>;
