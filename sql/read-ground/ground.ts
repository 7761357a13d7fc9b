import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import { Failure } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { remarksIn } from './remarks.ts';
import { FLAGS, type Instant } from '../vocabulary.ts';
import { unclosedOf } from './closed.ts';
import type { Group } from './group.ts';
import { keeping, keepingOfSource } from './keeping.ts';
import { monthPlus, monthsFrom, type Month } from './month.ts';
import { originOf, unitBelow, type OriginRow, type UnitRow } from './origin.ts';
import { stageOf, type StageRow } from './stage.ts';
import { day, iso, monthStart } from './time.ts';
import { unblank, within, type Population } from './within.ts';

/** What every screen may ask by; absent means the default. `(blank)` asks for cases without a class or business type. */
export type Question = {
  source?: string | undefined;
  rules?: string | undefined;
  unit?: string | undefined;
  from?: Month | undefined;
  to?: Month | undefined;
  class?: string | undefined;
  business?: string | undefined;
  stage?: string | undefined;
  reading?: 'reported' | undefined;
  exempted?: 'out' | undefined;
};

/** Stands beside every reply: what its figures are about. */
export type Basis = {
  source: string;
  sourceLabel: string;
  unit: string;
  unitName: string;
  rules: string;
  rulesName: string;
  rulesNameEn: string;
  from: Month;
  to: Month;
  partial: boolean;
  dataTime: string | null;
  demo: boolean;
  ownClock: boolean;
  readFrom: 'cube' | 'facts';
  reading: 'restated' | 'reported';
  unclosed: Month[];
  exempted: 'in' | 'out';
  excluded: Record<string, number>;
};

/** What a question stands on, looked up once: ids for the ones who ask SQL, words for the ones who read. */
export type Ground = {
  origin: number;
  zone: string;
  /** The data time: every status is asked at this instant. */
  asOf: Instant;
  /** Last day the data covers, and today by the source's own clock or the wall's; YYYY-MM-DD. */
  dataDay: string;
  today: string;
  unit: UnitRow;
  ruleSet: number;
  /** Of the source as it is now (see OriginRow). */
  stamp: string | null;
  /** First instant of the period and first after it. */
  start: Instant;
  end: Instant;
  /** First month with an event, null without any. */
  firstMonth: Month | null;
  dataMonth: Month;
  /** The chosen class and business type, `''` for blank; null where not chosen. */
  class: string | null;
  business: string | null;
  stage: StageRow | null;
  stages: StageRow[];
  /** The rule set imports are judged by at once, and whether it is the one asked for. */
  primarySet: number;
  primary: boolean;
  /** Pages and cube tell how the open cases stand at the data time. */
  standing: boolean;
  /** Groups of the cube the chosen class and business type leave. */
  groups: Map<number, Group>;
  /** What was asked for; the basis says it only of the figures that follow it (asRead). */
  reading: 'restated' | 'reported';
  exempted: 'in' | 'out';
  basis: Basis;
};

export async function groundOf(db: Db, scope: Scope, question: Question, now: Instant): Promise<Ground> {
  const origin = await originOf(db, scope, question.source);
  if (origin.stamp === null || origin.dataTime === null) return lookUp(db, scope, question, now, origin);
  return kept([origin, scope.within, ASKED.map((name) => question[name]), quarterOf(now)], () =>
    lookUp(db, scope, question, now, origin),
  );
}

const ASKED = ['unit', 'rules', 'from', 'to', 'class', 'business', 'stage', 'reading', 'exempted'] as const;
/** Today changes with one of these, wherever the source lies. */
const quarterOf = (now: Instant) => Math.floor(now / 900_000_000);
const kept = keeping<Ground>(500);

/** What a ground is made of hangs on less than the whole question: of another period only its two ends are new. */
const keptUnit = keepingOfSource<UnitRow>(200);
const keptRules = keepingOfSource<RulesRow>(50);
const keptStages = keepingOfSource<StageRow[]>(30);
const keptGroups = keepingOfSource<Group[]>(30);
const keptDays = keepingOfSource<Days>(50);
const keptSpan = keepingOfSource<Span>(200);
const keptExcluded = keepingOfSource<Record<string, number>>(200);

async function lookUp(db: Db, scope: Scope, question: Question, now: Instant, origin: OriginRow): Promise<Ground> {
  const unit = await keptUnit(origin, [scope.within, question.unit], () =>
    unitBelow(db, scope, origin.origin, question.unit),
  );
  const rules = await keptRules(origin, [question.rules], () => rulesOf(db, origin, question.rules));
  const stages = await keptStages(origin, [], () => stagesOf(db, origin));
  const time = await timeOf(db, origin, question, now);
  const chosenClass = unblank(question.class);
  const business = unblank(question.business);
  const all = await keptGroups(origin, [], () => groupsOf(db, origin));
  const left = all.filter(
    (g) => (chosenClass === null || g.class === chosenClass) && (business === null || g.business === business),
  );
  const ground = {
    origin: origin.origin,
    zone: origin.zone,
    ...time,
    unit,
    ruleSet: rules.rule_set,
    stamp: origin.stamp,
    class: chosenClass,
    business,
    stage: question.stage === undefined ? null : stageOf(stages, question.stage),
    stages,
    primarySet: origin.ruleSet,
    primary: rules.rule_set === origin.ruleSet,
    standing: rules.standing,
    groups: new Map(left.map((g) => [g.grp, g])),
  };
  const basis: Basis = {
    source: origin.source,
    sourceLabel: origin.label,
    unit: unit.code,
    unitName: unit.name,
    rules: rules.code,
    rulesName: rules.name,
    rulesNameEn: rules.name_en,
    from: time.from,
    to: time.to,
    partial: time.end > time.asOf,
    dataTime: time.dataTime,
    demo: origin.demo,
    ownClock: origin.ownClock,
    readFrom: 'cube',
    reading: 'restated',
    unclosed: await unclosedOf(db, origin.origin, rules.rule_set, monthsFrom(time.from, time.to)),
    exempted: 'in',
    excluded: await keptExcluded(origin, [unit.unit, rules.rule_set, chosenClass, business], () =>
      excludedOf(db, ground),
    ),
  };
  const reading = question.reading ?? 'restated';
  return { ...ground, reading, exempted: reading === 'reported' ? 'in' : (question.exempted ?? 'in'), basis };
}

/** The basis of figures that are told in the asked reading; exemptions are in them. */
export const inReading = (g: Ground): Basis => ({ ...g.basis, reading: g.reading });

/** The same of figures that are told before or after exemptions, too. */
export const asRead = (g: Ground): Basis => ({ ...inReading(g), exempted: g.exempted });

const stagesOf = (db: Db, { origin }: OriginRow): Promise<StageRow[]> =>
  db
    .selectFrom('stage')
    .modifyFront(keptPlan)
    .select(['stage', 'code', 'name', 'assessed', 'owner'])
    .where('origin', '=', origin)
    .orderBy('ord')
    .orderBy('stage')
    .execute();

const groupsOf = (db: Db, { origin }: OriginRow): Promise<Group[]> =>
  db
    .selectFrom('cube_group')
    .modifyFront(keptPlan)
    .select(['grp', 'class', 'business'])
    .where('origin', '=', origin)
    .execute();

type RulesRow = { rule_set: number; code: string; name: string; name_en: string; standing: boolean };

/** A rule set that judges this source; its primary one where none is named. */
async function rulesOf(db: Db, origin: OriginRow, code: string | undefined): Promise<RulesRow> {
  const found = await db
    .selectFrom('rule_set as r')
    .modifyFront(keptPlan)
    .leftJoin('judged as j', (j) => j.onRef('j.rule_set', '=', 'r.rule_set').on('j.origin', '=', origin.origin))
    .select(['r.rule_set', 'r.code', 'r.name', 'r.name_en'])
    .select((e) =>
      // Another rule set may be judged a little later than its cases come in.
      e
        .and([
          e('j.as_of', 'is not', null),
          e.or([e('r.rule_set', '=', origin.ruleSet), e('j.version', '=', origin.version)]),
        ])
        .$castTo<boolean>()
        .as('standing'),
    )
    .where((e) =>
      code === undefined
        ? e('r.rule_set', '=', origin.ruleSet)
        : e.and([e('r.code', '=', code), e.or([e('j.origin', 'is not', null), e('r.rule_set', '=', origin.ruleSet)])]),
    )
    .executeTakeFirst();
  if (found === undefined) throw new Failure('unknown-rules', { value: code ?? String(origin.ruleSet) });
  return found;
}

/** `today` and the period in the source's zone; the period defaults to the month of the data time. */
async function timeOf(db: Db, origin: OriginRow, question: Question, now: Instant) {
  const asOf = origin.dataTime ?? now;
  const days = await keptDays(origin, [origin.dataTime, quarterOf(now)], () => daysOf(db, origin, asOf, now));
  const to = question.to ?? question.from ?? days.dataMonth;
  const from = question.from ?? to;
  for (const month of [from, to])
    if (!/^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])$/.test(month)) throw new Failure('bad-period', { value: month });
  if (from > to) throw new Failure('bad-period', { value: `${from} – ${to}` });
  const span = await keptSpan(origin, [from, to], () => spanOf(db, origin, from, to));
  return { asOf, ...days, dataTime: origin.dataTime === null ? null : days.dataTime, from, to, ...span };
}

type Days = { dataTime: string; dataMonth: Month; dataDay: string; today: string; firstMonth: Month | null };

async function daysOf(db: Db, origin: OriginRow, asOf: Instant, now: Instant): Promise<Days> {
  const { zone } = origin;
  const last = sql`${instant(asOf)} - ${origin.daily ? sql`interval '1 microsecond'` : sql`interval '0'`}`;
  const followsData = origin.ownClock && origin.dataTime !== null;
  const nextDay = sql`(${last}) + ${origin.daily ? sql`interval '1 day'` : sql`interval '0'`}`;
  const { rows } = await sql<Days>`
    select ${keptPlan} to_char((${last}) at time zone ${zone}, 'YYYY-MM') as "dataMonth", ${day(last, zone)} as "dataDay",
           ${day(followsData ? nextDay : instant(now), zone)} as today, ${iso(instant(asOf), zone)} as "dataTime",
           (select to_char(min(opened) at time zone ${zone}, 'YYYY-MM') from case_fact where origin = ${origin.origin}) as "firstMonth"
    `.execute(db);
  return rows[0]!;
}

type Span = { start: Instant; end: Instant };

async function spanOf(db: Db, { zone }: OriginRow, from: Month, to: Month): Promise<Span> {
  const { rows } = await sql<Span>`
    select ${keptPlan} ${monthStart(from, zone)} as start, ${monthStart(monthPlus(to, 1), zone)} as "end"`.execute(db);
  return rows[0]!;
}

/** Cases of the unit that durations leave out, or whose unit nobody knows. */
async function excludedOf(
  db: Db,
  g: Population & { ruleSet: number; groups: Ground['groups'] },
): Promise<Record<string, number>> {
  const { rows } = await sql<{ order: number; unit: number }>`
    select ${keptPlan} count(*) filter (where f.flags & ${FLAGS.endBeforeStart} <> 0)::int as "order",
           count(*) filter (where f.flags & ${FLAGS.unknownUnit} <> 0)::int as unit
    from case_fact f where f.flags <> 0 and ${within(g)}`.execute(db);
  const { order, unit } = rows[0]!;
  const remarks = await remarksIn(db, g);
  return { ...(order > 0 && { 'end-before-start': order }), ...(unit > 0 && { 'unknown-unit': unit }), ...remarks };
}
