import { sql, type RawBuilder } from 'kysely';
import { Failure } from '../failure.ts';
import { MAX_DAYS } from '../histogram.ts';
import { monthOf, piecesOfMonths } from '../piece.ts';
import { instant, isOpen, runningClocks, status } from '../status.ts';
import { CUBE, FLAGS, MARKS, SEEN, VERDICTS, type Mark, type Remark, type Status, type Trip } from '../vocabulary.ts';
import { callbacks, ofCallback, type CallbackKind } from './callbacks.ts';
import { hasChannel } from './channel.ts';
import { complaints, COMPLAINTS, type ComplaintKind } from './complaints.ts';
import { acceptedIn, followed, type Ending } from './cohort.ts';
import { isDue, type Due } from './due.ts';
import { pageTable } from './cube.ts';
import type { Ground } from './ground.ts';
import { ofKind, type Kind } from './group.ts';
import { managed, MANAGED, type Managed } from './managed.ts';
import { isMissing } from './missing.ts';
import { isLate, lateClocks, type LateKind } from './late.ts';
import { hasFirm, type FirmRole } from './firm.ts';
import { hasRemark } from './remarks.ts';
import { chosenStage } from './stage.ts';
import { overdueAt } from './stock.ts';
import { flowCases, type FlowQuestion } from './flow-cases.ts';
import { dueDay } from './time.ts';
import { cameBack } from './trips.ts';
import { isUnenergised } from './unenergised.ts';
import { CONNECTED, notConnected, ofVoltage, type Voltage } from './voltage.ts';
import { inSubtree, nowIn, ofGroup, ofManager, within } from './within.ts';

export type CasesPopulation =
  | 'open'
  | 'ended'
  | 'applied'
  | 'aborted'
  | 'stopped'
  | 'stopped-any'
  | 'running-clock'
  | 'standing'
  | 'withdrawn'
  | 'cohort'
  | 'callback'
  | 'complaint'
  | 'opening'
  | 'on-hand'
  | 'connected'
  | 'suspended'
  | 'flow';

/** What narrows a list beyond the filters every screen shares. */
export type CasesQuestion = FlowQuestion & {
  population?: CasesPopulation | undefined;
  status?: Status | undefined;
  verdict?: 'met' | 'overdue' | 'undecidable' | 'no-limit' | 'decided' | undefined;
  group?: Kind | undefined;
  daysFrom?: number | undefined;
  daysTo?: number | undefined;
  mark?: 'exempted' | 'suspended' | undefined;
  due?: Due | undefined;
  /** A flag of the rules the source says the case has. */
  marked?: Mark | undefined;
  ending?: Ending | undefined;
  late?: LateKind | undefined;
  /** With connected; with open, `none`: no voltage is written. */
  voltage?: Voltage | undefined;
  /** Open, and not energised so many calendar days after acceptance, `from~to`. */
  unenergised?: string | undefined;
  /** Name of the department in charge; '' for none. */
  department?: string | undefined;
  grade?: CallbackKind | undefined;
  flag?: 'end-before-start' | 'unknown-unit' | 'missing' | Remark | undefined;
  /** `''` asks for cases without one. */
  channel?: string | undefined;
  industry?: string | undefined;
  /** `from~to`: from this capacity on and under that one, in the unit written; `''` for none written. */
  capacity?: string | undefined;
  /** Name of the account manager 客户经理. */
  manager?: string | undefined;
  /** What the steps of an archived case say of its account manager. */
  managed?: Managed | undefined;
  /** The case came back, at all or so. */
  trip?: Trip | undefined;
  /** Applied for by a known way, or by one of `onlineChannels`. */
  reached?: 'known' | 'online' | undefined;
  onlineChannels?: readonly string[] | undefined;
  /** The day a running clock's deadline ends, both included, YYYY-MM-DD; `none`: it has no deadline. */
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  complaint?: ComplaintKind | undefined;
  /** The line a complaint came in by. */
  via?: string | undefined;
  /** Name of a firm, of its branches too where it is their head; `firmAs`: what it does in the case, any where absent. */
  firm?: string | undefined;
  firmAs?: FirmRole | undefined;
  /** With suspended: which suspensions, and for what reason; '' for none written. */
  suspension?: 'each' | 'last-minute' | 'retroactive' | 'rescued' | undefined;
  reason?: string | undefined;
  /** The cases of a list that no query finds, as often as they stand in it. */
  found?: readonly number[] | undefined;
  q?: string | undefined;
  own?: boolean | undefined;
  sort?: 'due' | 'opened' | 'days' | 'key' | undefined;
};

/** `out`: cases whose late clock the question takes out 剔除后; `numbered`: what `q` asks of a case's number. */
type Asked = Ground & { own: boolean; out: readonly string[]; numbered: RawBuilder<boolean> };

/** Conditions that mean something only with some populations; asked with another they are refused, not ignored. */
const NEEDS = {
  status: ['open', 'running-clock', 'opening'],
  verdict: ['ended', 'stopped', 'stopped-any', 'callback'],
  group: ['open', 'ended', 'stopped', 'stopped-any'],
  daysFrom: ['ended', 'connected', 'stopped', 'stopped-any', 'running-clock', 'callback'],
  daysTo: ['ended', 'connected', 'stopped', 'stopped-any', 'running-clock', 'callback'],
  mark: ['stopped'],
  due: ['open'],
  managed: ['ended'],
  trip: ['ended'],
  reached: ['applied'],
  marked: ['ended'],
  ending: ['cohort'],
  dueFrom: ['running-clock'],
  dueTo: ['running-clock'],
  late: ['open'],
  voltage: ['open', 'connected'],
  unenergised: ['open'],
  grade: ['callback'],
  complaint: ['complaint'],
  via: ['complaint'],
  suspension: ['suspended'],
  reason: ['suspended'],
  flow: ['flow'],
} satisfies Partial<Record<keyof CasesQuestion, CasesPopulation[]>>;

/** The rows of a list: `case_fact f`, its clocks `c` and what the running ones say `s`, with every condition. */
export function casesFrom(g: Asked, q: CasesQuestion): { from: RawBuilder<unknown>; readFrom: 'cube' | 'facts' } {
  const population =
    q.population ?? (q.status !== undefined || q.due !== undefined || q.late !== undefined ? 'open' : undefined);
  for (const [name, populations] of Object.entries(NEEDS) as [keyof typeof NEEDS, CasesPopulation[]][])
    if (q[name] !== undefined && (population === undefined || !populations.includes(population)))
      throw new Failure('bad-query', { name, value: String(q[name]), with: populations.join(', ') });
  const picked = pick(g, q, population);
  const from = sql`${picked} ${narrowed(g, q)}`;
  return {
    from,
    readFrom:
      population === undefined ||
      population === 'callback' ||
      population === 'complaint' ||
      population === 'suspended' ||
      q.q !== undefined
        ? 'facts'
        : 'cube',
  };
}

const currentStep = sql`left join step on step.origin = f.origin and step.step = f.current_step`;

const clocks = (g: Ground, more: RawBuilder<unknown> = sql``) => sql`
  left join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
  ${currentStep}
  cross join ${runningClocks(g.asOf)} ${more}`;

function pick(g: Asked, q: CasesQuestion, population: CasesPopulation | undefined): RawBuilder<unknown> {
  const inStage = g.stage === null ? sql`true` : sql`${isOpen(g.asOf)} and ${nowIn(g, g.stage.stage)}`;
  switch (population) {
    case undefined: {
      // Every case there is: their clocks are looked at only where they give the order.
      const timed = q.sort === 'due' || q.sort === 'days' || q.flag !== undefined;
      return sql`case_fact f ${timed ? clocks(g) : currentStep} where ${within(g)} and ${inStage}`;
    }
    case 'open':
      return sql`case_fact f ${clocks(g, q.late === undefined ? undefined : lateClocks(g))}
        where ${isOpen(g.asOf)} and ${within(g)} and ${inStage}
        ${q.late === undefined ? sql`` : sql`and ${isLate[q.late]}`}
        ${q.voltage === undefined ? sql`` : sql`and ${ofVoltage(q.voltage)}`}
        ${q.unenergised === undefined ? sql`` : sql`and ${isUnenergised(g, q.unenergised)}`}
        ${q.status === undefined ? sql`` : sql`and ${status} = ${q.status}`}
        ${q.group === undefined ? sql`` : sql`and ${ofKind(q.group)}`}
        ${q.due === undefined ? sql`` : sql`and ${isDue(g, q.due)}`}`;
    case 'opening':
      if (q.status !== undefined && q.status !== 'overdue')
        throw new Failure('bad-query', { name: 'status', value: q.status, with: 'open, running-clock' });
      return sql`case_fact f ${clocks(g)} where ${within(g)} and f.opened < ${instant(g.start)}
        and (${isOpen(g.asOf)} or f.ended >= ${instant(g.start)})
        ${q.status === undefined ? sql`` : sql`and ${overdueAt(sql`${instant(g.start)}`)}`}`;
    case 'on-hand':
      return sql`case_fact f ${clocks(g)} where ${within(g)} and f.flags & ${FLAGS.endBeforeStart} = 0
        and f.opened < ${instant(g.end)} and f.opened <= ${instant(g.asOf)} and (${isOpen(g.asOf)} or f.ended >= ${instant(g.start)})`;
    case 'connected':
      return q.voltage === 'none'
        ? sql`${paged(g, q, [CUBE.case])} and ${notConnected}`
        : paged(g, q, q.voltage === undefined ? Object.values(CONNECTED) : [CONNECTED[q.voltage]]);
    case 'running-clock':
      return sql`case_fact f ${clocks(g)}
        cross join lateral unnest(c.stage, c.deadline, c.risk_at, c.stopped, c.used, c.verdict, c.paused)
          as k(stage, deadline, risk_at, stopped, used, verdict, paused)
        where ${isOpen(g.asOf)} and k.stopped is null and ${within(g)} and k.stage = ${chosenStage(g).stage}
        ${q.status === undefined ? sql`` : sql`and ${clockStatus(g)} = ${q.status}`} ${timed(q, sql`k.used`)}
        ${q.dueFrom === undefined ? sql`` : q.dueFrom === 'none' ? sql`and k.deadline is null` : sql`and ${dueDay(sql`k.deadline`, g.zone)} >= ${q.dueFrom}`}
        ${q.dueTo === undefined ? sql`` : sql`and ${dueDay(sql`k.deadline`, g.zone)} <= ${q.dueTo}`}`;
    case 'callback': {
      const called = sql`${callbacks(g, g.basis.from, g.basis.to)} and ${ofCallback(q.grade ?? 'due', g.zone)}`;
      return sql`(select f.* from ${called}) f ${clocks(g)} where true ${wentThrough(g, q)}`;
    }
    case 'complaint': {
      const made = sql`${complaints(g, g.basis.from, g.basis.to)} and ${COMPLAINTS[q.complaint ?? 'first']}
        and f.case_id is not null ${q.via === undefined ? sql`` : sql`and m.channel = ${q.via}`}`;
      return sql`(select f.* from ${made}) f ${clocks(g)} where true`;
    }
    case 'suspended':
      return sql`unnest(${[...(q.found ?? [])]}::int[]) as w(case_id)
        join case_fact f on f.case_id = w.case_id ${clocks(g)} where ${within(g)}`;
    case 'flow':
      return sql`${flowCases(g, q)} ${clocks(g)} where true`;
    case 'stopped':
      return paged(g, q, [chosenStage(g).stage]);
    case 'standing':
      return paged({ ...g, basis: { ...g.basis, to: g.basis.from } }, q, [SEEN.standing + chosenStage(g).stage]);
    case 'withdrawn':
      return paged(g, q, [SEEN.withdrawn + chosenStage(g).stage]);
    case 'cohort':
      return sql`case_fact f ${clocks(g)} cross join ${followed(chosenStage(g).stage)}
        where ${within(g)} and ${acceptedIn(g)} ${q.ending === undefined ? sql`` : sql`and k.ending = ${q.ending}`}`;
    case 'stopped-any':
      return paged(
        g,
        q,
        (g.stage === null ? g.stages.filter((s) => s.assessed) : [g.stage]).map((s) => s.stage),
      );
    case 'ended':
      return paged(g, q, [CUBE.case]);
    case 'applied':
      return paged(g, q, [CUBE.applied]);
    case 'aborted':
      return paged(g, q, [CUBE.aborted]);
  }
}

/** Status of one running clock `k`, as the stock has it of a case. */
const clockStatus = (g: Ground) => sql`case
  when k.deadline <= ${instant(g.asOf)} then 'overdue' when k.risk_at <= ${instant(g.asOf)} then 'at-risk'
  when k.paused then 'paused' when k.verdict = ${VERDICTS.indexOf('undecidable')} then 'undecidable' else 'running' end`;

/** The cases of a cube cell, from the pages it was summed from. */
function paged(g: Asked, q: CasesQuestion, stages: readonly number[]): RawBuilder<unknown> {
  const { first, last } = piecesOfMonths(monthOf(g.basis.from), monthOf(g.basis.to));
  const index = (word: (typeof VERDICTS)[number]) => VERDICTS.indexOf(word);
  return sql`${pageTable(g)} p
    cross join lateral unnest(p.case_id, p.stage, p.days, p.verdict) as k(case_id, stage, days, verdict)
    join case_fact f on f.origin = p.origin and f.case_id = k.case_id ${clocks(g, q.managed === undefined ? undefined : managed)}
    where p.origin = ${g.origin} and p.rule_set = ${g.ruleSet} and ${inSubtree(g, 'p')} and ${ofGroup(g)}
      and p.piece between ${first} and ${last} and k.stage = any(${[...stages]}::int[])
      ${q.managed === undefined ? sql`` : sql`and ${MANAGED[q.managed]}`}
      ${q.mark === 'exempted' ? sql`and k.verdict = ${index('overdue')} and f.case_key = any(${[...g.out]}::text[])` : sql``}
      ${q.mark === 'suspended' ? sql`and k.verdict = ${index('met')} and ${wasSuspended(stages[0]!)}` : sql``}
      ${g.out.length === 0 || q.mark === 'exempted' ? sql`` : sql`and not (k.verdict = ${index('overdue')} and f.case_key = any(${[...g.out]}::text[]))`}
      ${q.verdict === undefined ? sql`` : sql`and k.verdict = any(${wantedVerdicts(q)}::int[])`}
      ${q.group === undefined ? sql`` : sql`and ${ofKind(q.group)}`}
      ${timed(q, sql`k.days`)}`;
}

const wantedVerdicts = ({ verdict }: CasesQuestion): number[] =>
  (verdict === 'decided' ? (['met', 'overdue'] as const) : verdict === undefined ? [] : [verdict]).map((word) =>
    VERDICTS.indexOf(word),
  );

/** Condition on the clocks `c` of `case_fact f`: the case was suspended while its clock of the stage ran. */
const wasSuspended = (stage: number) => sql`exists (
  select from unnest(c.stage, c.started, c.stopped) as r(stage, started, stopped)
  join suspension z on z.origin = f.origin and z.case_key = f.case_key
  where r.stage = ${stage} and z.paused_from < r.stopped and z.paused_to > r.started)`;

/** Conditions on a case called back: archived after so many working days, its clock of the stage kept or exceeded. */
function wentThrough(g: Ground, q: CasesQuestion): RawBuilder<unknown> {
  const days = q.daysFrom !== undefined || q.daysTo !== undefined;
  return sql`${days ? sql`and c.ended is not null and c.days between ${q.daysFrom ?? 0} and ${q.daysTo ?? MAX_DAYS}` : sql``}
    ${
      q.verdict === undefined
        ? sql``
        : sql`and exists (select from unnest(c.stage, c.verdict) as k(stage, verdict)
            where k.stage = ${chosenStage(g).stage} and k.verdict = any(${wantedVerdicts(q)}::int[]))`
    }`;
}

/** Condition on a clock `k`: decidable, with so many days used. */
function timed(q: CasesQuestion, days: RawBuilder<unknown>): RawBuilder<unknown> {
  if (q.daysFrom === undefined && q.daysTo === undefined) return sql``;
  return sql`${q.verdict === 'undecidable' ? sql`` : sql`and k.verdict <> ${VERDICTS.indexOf('undecidable')}`}
    ${q.daysFrom === undefined ? sql`` : sql`and ${days} >= ${q.daysFrom}`}
    ${q.daysTo === undefined ? sql`` : sql`and ${days} <= ${q.daysTo}`}`;
}

function isFlagged(g: Ground, flag: NonNullable<CasesQuestion['flag']>): RawBuilder<boolean> {
  if (flag === 'missing') return isMissing(instant(g.asOf));
  if (flag !== 'end-before-start' && flag !== 'unknown-unit') return hasRemark(flag);
  return sql<boolean>`f.flags & ${flag === 'end-before-start' ? FLAGS.endBeforeStart : FLAGS.unknownUnit} <> 0`;
}

/** Conditions every population takes. */
function narrowed(g: Asked, q: CasesQuestion): RawBuilder<unknown> {
  const party = sql`(select party from party where party.origin = f.origin and party.name = ${q.department ?? ''})`;
  const department = sql`and ${isOpen(g.asOf)} and f.department ${q.department === '' ? sql`is null` : sql`= ${party}`}`;
  return sql`and ${g.numbered}
    ${q.marked === undefined ? sql`` : sql`and f.flags = 0 and (f.marks >> ${MARKS.indexOf(q.marked)}) & 1 = 1`}
    ${q.flag === undefined ? sql`` : sql`and ${isFlagged(g, q.flag)}`}
    ${q.firm === undefined ? sql`` : sql`and ${hasFirm(g.origin, q.firm, q.firmAs)}`}
    ${q.department === undefined ? sql`` : department}
    ${q.manager === undefined ? sql`` : sql`and ${ofManager(q.manager)}`}
    ${q.channel === undefined ? sql`` : sql`and f.channel = ${q.channel}`}
    ${q.trip === undefined ? sql`` : sql`and ${cameBack(g, q.trip)}`}
    ${q.reached === undefined ? sql`` : q.reached === 'known' ? sql`and ${hasChannel}` : sql`and ${hasChannel} and f.channel = any(${[...(q.onlineChannels ?? [])]}::text[])`}
    ${q.industry === undefined ? sql`` : sql`and coalesce(f.industry, '') = ${q.industry}`}
    ${q.capacity === undefined ? sql`` : inBand(q.capacity)}`;
}

function inBand(band: string): RawBuilder<unknown> {
  if (band === '') return sql`and f.capacity is null`;
  const [from = '', to = ''] = band.split('~');
  return sql`and f.capacity is not null ${from === '' ? sql`` : sql`and f.capacity >= ${Number(from)}`}
    ${to === '' ? sql`` : sql`and f.capacity < ${Number(to)}`}`;
}
