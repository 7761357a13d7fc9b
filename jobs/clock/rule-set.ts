import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { OWNERS } from '../../sql/vocabulary.ts';
import { schemaFault } from './schema-fault.ts';
import { RuleFault } from './rule-fault.ts';

/** Time of day HH:MM. */
const Clock = Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** When a case reaches or leaves a stage; `case` is the case itself: accepted and archived. */
const Event = Type.Object(
  { stage: Type.String(), edge: Type.Union([Type.Literal('start'), Type.Literal('end')]) },
  { additionalProperties: false },
);
const Band = Type.Object(
  { over: Type.Optional(Type.Number()), upTo: Type.Optional(Type.Number()) },
  { additionalProperties: false },
);

/** Whether a case must have a mark or must not; a mark left out is not asked for. */
const Flags = Type.Object(
  {
    'three-zero': Type.Optional(Type.Boolean()),
    'green-channel': Type.Optional(Type.Boolean()),
    important: Type.Optional(Type.Boolean()),
    'external-line': Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** One limit of domain §2. */
export const Rule = Type.Object(
  {
    /** Legal source: document and article. */
    source: Type.String(),
    /** Acceptance days it is valid for, both included; null: open. */
    from: Type.Union([Day, Type.Null()]),
    to: Type.Union([Day, Type.Null()]),
    /** Codes of the units it holds for, each with all below it; left out: everywhere. */
    units: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /** Customer classes; left out: every class. */
    classes: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    /**
     * Conditions the case must be known to meet. A case of which the source does not say so is not judged by the rule,
     * and its clock names what is missing.
     */
    supplies: Type.Optional(Type.Integer({ minimum: 1 })),
    /** kV. */
    voltage: Type.Optional(Band),
    /** kVA. */
    capacity: Type.Optional(Band),
    flags: Type.Optional(Flags),
    scope: Type.Enum(['stage', 'segment', 'utility-sum', 'whole-process']),
    /** Only with scope segment (domain §1.1). */
    segment: Type.Optional(Type.Enum(['A', 'B', 'C', 'D'])),
    /** Code of the stage the clock belongs to; only with scope stage. */
    stage: Type.Optional(Type.String()),
    /** The clock starts at the latest of these that occur. */
    start: Type.Array(Event, { minItems: 1 }),
    stop: Event,
    /** Days of these owners count; a suspended day counts only where the utility holds the ball. */
    counts: Type.Array(Type.Enum(OWNERS), { minItems: 1 }),
    /** Reasons of suspensions that stop this clock; left out: every suspension, empty: none. */
    pauses: Type.Optional(Type.Array(Type.String())),
    /** null: the limit exists but its value is not known. */
    value: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()]),
    unit: Type.Enum(['working-day', 'calendar-day', 'month', 'working-hour']),
    convention: Type.Enum(['EXCLUDE_START', 'INCLUDE_START']),
    /** `each` case within the limit; `mean` gives a case no verdict; `agreed`: the date the source gives for the case. */
    statistic: Type.Enum(['each', 'mean', 'agreed']),
    /** Opening hours of limits in working hours, several intervals a day. */
    hours: Type.Optional(Type.Array(Type.Tuple([Clock, Clock]), { minItems: 1 })),
    /** false: not confirmed by a public source; kept for the record and not applied until a customer confirms it. */
    confirmed: Type.Boolean(),
    /** Not every case of these classes passes the stage: nothing is due before it occurs. */
    optional: Type.Optional(Type.Boolean()),
    note: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Rule = Static<typeof Rule>;
export type EventRef = Static<typeof Event>;

const head = {
  id: Type.Integer({ minimum: 1, maximum: 32767 }),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  kind: Type.Enum(['official', 'internal', 'source']),
  version: Type.String(),
  /** The day that picks among a limit's generations: acceptance, or the clock's own start. */
  picks: Type.Enum(['acceptance', 'start']),
  /** Made for one place or as an example: judges only where it is primary or configured. */
  example: Type.Optional(Type.Boolean()),
  /** The place a set holds for, where that is not the whole country: a timeline leaves others' out unless asked. */
  place: Type.Optional(Type.String()),
  /** Left out: the Chinese calendar. `weekdays`: Monday to Friday, for sets from elsewhere. */
  calendar: Type.Optional(Type.Enum(['weekdays'])),
  rules: Type.Array(Rule),
};
const Scopes = Type.Array(Rule.properties.scope, { minItems: 1 });
const Takes = Type.Array(Type.Object({ set: Type.String(), scopes: Scopes }, { additionalProperties: false }));

/** As written down: a set may take rules over from other sets; each keeps its legal source. */
const RuleSetFile = Type.Object({ ...head, takes: Type.Optional(Takes) }, { additionalProperties: false });
type RuleSetFile = Static<typeof RuleSetFile>;

/** A versioned set of limits; several sets judge one case at once, each by itself. */
export type RuleSet = Omit<RuleSetFile, 'takes'>;

const found = import.meta.glob<unknown>('./rules/*.json', { eager: true, import: 'default' });

/** The shipped sets, by id. */
export const RULE_SETS: readonly RuleSet[] = readRuleSets(Object.entries(found));

/** Throws a RuleFault naming the file, the place and what is wrong. */
export function readRuleSets(files: [path: string, content: unknown][]): RuleSet[] {
  const written = files.map(([path, content]) => checked(path, content));
  const byCode = new Map(written.map((set) => [set.code, set]));
  return written
    .map(({ takes = [], ...set }, file) => {
      const taken = takes.flatMap(({ set: code, scopes }, index) => {
        const other = byCode.get(code);
        const at = { file: files[file]![0], place: `/takes/${index}/set`, value: code };
        if (other === undefined) throw new RuleFault('not-one-of', { ...at, other: [...byCode.keys()].join(', ') });
        return other.rules.filter((rule) => scopes.includes(rule.scope));
      });
      return { ...set, rules: [...taken, ...set.rules] };
    })
    .toSorted((a, b) => a.id - b.id);
}

function checked(file: string, content: unknown): RuleSetFile {
  if (Value.Check(RuleSetFile, content)) return content;
  throw schemaFault(content, Value.Errors(RuleSetFile, content)).in(file);
}
