import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import {
  callbacks,
  CALLBACKS,
  gradeCounts,
  gradedOf,
  punctual,
  scoreOf,
  type GradeCounts,
} from '../read-ground/callbacks.ts';
import { hasChannel } from '../read-ground/channel.ts';
import { complaints, COMPLAINTS, perTenThousand } from '../read-ground/complaints.ts';
import { withoutConnectTime } from '../read-ground/kept-connect-time.ts';
import { cubeSums, decided, tally, type Tally } from '../read-ground/cube.ts';
import { archivedIn, customersOf } from '../read-ground/customers.ts';
import { groundOf, inReading, type Ground, type Question } from '../read-ground/ground.ts';
import { kindOf, type Kind } from '../read-ground/group.ts';
import { durations, figure, type MeasureFigure } from '../read-ground/measure-figure.ts';
import { flowOf, lateOf, openAtStart, stockOf, stockTotal } from '../read-ground/stock.ts';
import { listsOf } from '../read-ground/measure-lists.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { IS_TRIP, tripEvents } from '../read-ground/trips.ts';
import { longUnenergised } from '../read-ground/unenergised.ts';
import { CONNECTED } from '../read-ground/voltage.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CUBE, TRIPS, type Instant, type Trip } from '../vocabulary.ts';

/** How the options of the registry stand on the data day. */
export type FigureOptions = {
  neutralCounts: boolean;
  onlineChannels: readonly string[];
  /** Of the grades of callbacks. */
  points: readonly number[];
  /** Days that part 长期未送电. */
  longDays: readonly number[];
};

/** The measures that one number of the period or of the stock tells, for the page that lists the registry. */
export async function measureFigures(db: Db, scope: Scope, question: Question, now: Instant, options: FigureOptions) {
  const g = await groundOf(db, scope, question, now);
  const mean = (part: string, { trips, cases }: { trips: number; cases: number }) =>
    figure('customer-round-trips', trips, archived, { part, cases });
  const tallied = await tallyOf(db, g);
  const [ended, clocks] = [tallied([CUBE.case]), tallied(assessedOf(g))];
  const rate = (kind: Kind) => {
    const t = tallied([CUBE.case], kind);
    return figure('compliance-rate', t.met, decided(t), { part: kind });
  };
  const stock = await stockOf(db, { ...g, stage: null });
  const { from, to } = g.basis;
  const opening = (await openAtStart(db, g, [from])).get(from)!;
  const { applied, archived, aborted } = await flowOf(db, g, from, to);
  const closing = opening + applied - archived - aborted;
  const trips = await tripsOf(db, g);
  const returned = (await returnedOf(db, g)) ?? trips.returned.cases;
  const calls = await callsOf(db, g);
  const opinions = calls.answered - calls.noOpinion;
  const satisfied = calls.grades[0]! + calls.grades[1]! + (options.neutralCounts ? calls.grades[2]! : 0);
  const channels = await channelsOf(db, g, options.onlineChannels);
  const said = await complainedOf(db, g);
  const long = await longUnenergised(db, g, options.longDays);
  const told = [
    rate('hv'),
    rate('lv'),
    figure('stage-overdue-rate', clocks.late, decided(clocks)),
    figure('open-overdue', stock.overdue, null),
    ...(await internalOf(db, g)),
    figure('open-stock', stockTotal(stock), null),
    figure('applications', applied, null),
    figure('completions', archived, null),
    figure('closing-stock', closing, null),
    figure('carry-over-rate', closing, opening + applied),
    durations('process-days', 'median', ended.days, ended.undecidable),
    durations('process-days', 'p90', ended.days),
    ...(await connectTimes(db, g, tallied)),
    ...long.bands.map(([part, n], i) =>
      figure('long-unenergised', n, null, { part, excluded: i === 0 ? long.unknown : null }),
    ),
    figure('return-rate', returned, archived),
    mean('customer-returns', trips['customer-return']),
    mean('failed-inspections', trips['failed-inspection']),
    figure('online-share', channels.online, channels.known),
    figure('satisfaction-rate', satisfied, opinions),
    figure('satisfaction-score', gradedOf(calls), gradedOf(calls), {
      value: scoreOf(calls, options.points),
      excluded: calls.answered - gradedOf(calls),
    }),
    figure('callback-rate', calls.made, calls.due),
    figure('time-mismatch', calls.timeDeviates, calls.timesAsked),
    figure('designation', calls.designated, null),
    figure('callback-punctuality', calls.punctual, calls.withDue),
    figure('complaints-per-10k', said.first + said.unlinked, said.customers, {
      ...{ cases: said.first, nCases: archived, excluded: said.repeated, value: perTenThousand(said) },
    }),
  ];
  return {
    basis: inReading(g),
    targets: await targetsOf(db, g),
    scoring: (await settingsFor(db, g)).score,
    figures: told.map((one) => ({ ...one, lists: listsOf(g, one, options.neutralCounts) })),
  };
}

const assessedOf = ({ stages }: Ground) => stages.filter((s) => s.assessed).map((s) => s.stage);

/** Counts rows of the cube in the asked reading, of all classes or of one kind. */
async function tallyOf(db: Db, g: Ground) {
  const stages = [CUBE.case, ...Object.values(CONNECTED), ...assessedOf(g)];
  const { from, to } = g.basis;
  const rows = await cubeSums(db, g, {
    ...{ units: [g.unit.unit], stages, from, to },
    reported: g.reading === 'reported',
  });
  return (of: readonly number[], kind?: Kind) =>
    tally(
      rows.filter(({ stage }) => of.includes(stage)),
      new Map([...g.groups].filter(([, group]) => kind === undefined || kindOf(group.class) === kind)),
    );
}

/** 平均接电时间; nothing of it where a month of the period was closed without it. */
async function connectTimes(db: Db, g: Ground, tallied: (of: readonly number[]) => Tally): Promise<MeasureFigure[]> {
  const unkept = await withoutConnectTime(db, g);
  if (unkept.length > 0)
    return Object.keys(CONNECTED).map((part) => figure('mean-connect-time', 0, null, { part, unkept, value: null }));
  const [ended, tenKv, fourHundred] = [CUBE.case, CONNECTED['10kv'], CONNECTED['400v']].map((of) => tallied([of]));
  return [
    durations('mean-connect-time', '10kv', tenKv!.days),
    durations('mean-connect-time', '400v', fourHundred!.days, ended!.n - tenKv!.n - fourHundred!.n),
  ];
}

/** 超内控, which says nothing of an internal limit itself. */
async function internalOf(db: Db, g: Ground): Promise<MeasureFigure[]> {
  const { rows } = await sql<{ kind: string }>`
    select kind from rule_set where rule_set = ${g.ruleSet}`.execute(db);
  if (rows[0]?.kind === 'internal') return [];
  const { internal } = await lateOf(db, { ...g, stage: null });
  return [figure('internal-overdue', internal, null)];
}

/** First complaints with and without a case, repeated ones, and the customers of the cases archived in the period. */
async function complainedOf(db: Db, g: Ground) {
  const n = (about: RawBuilder<boolean>, of: RawBuilder<unknown>) =>
    sql`count(*) filter (where ${about} and ${of})::int`;
  const [withCase, without] = [sql<boolean>`f.case_id is not null`, sql<boolean>`f.case_id is null`];
  const { rows } = await sql<{ first: number; repeated: number; unlinked: number }>`
    select ${n(withCase, COMPLAINTS.first)} as first, ${n(withCase, COMPLAINTS.repeated)} as repeated,
           ${n(without, COMPLAINTS.first)} as unlinked
    from ${complaints(g, g.basis.from, g.basis.to)}`.execute(db);
  const customers = await customersOf(db, g, [g.unit.unit]);
  return { ...rows[0]!, customers: customers.get(g.unit.unit) ?? 0 };
}

/** Returns of the cases archived in the period, and the cases that have any. */
async function tripsOf(db: Db, g: Ground) {
  const counts = TRIPS.map(
    (trip) => sql`json_build_object('trips', count(*) filter (where ${IS_TRIP[trip]}),
      'cases', count(distinct case_id) filter (where ${IS_TRIP[trip]})) as ${sql.ref(trip)}`,
  );
  const { rows } = await sql<Record<Trip, { trips: number; cases: number }>>`
    with event as (${tripEvents(archivedIn(g))}) select ${sql.join(counts)} from event`.execute(db);
  return rows[0]!;
}

/** Cases archived in the period that the source's own records of returns name; null where it delivers none at all. */
async function returnedOf(db: Db, g: Ground): Promise<number | null> {
  const { rows } = await sql<{ delivered: boolean; returned: number }>`
    select exists (select from step_return r where r.origin = ${g.origin}) as delivered,
           (select count(*) from case_fact f
             where ${archivedIn(g)}
               and exists (select from step_return r where r.origin = f.origin and r.case_key = f.case_key))::int as returned`.execute(
    db,
  );
  const { delivered, returned } = rows[0]!;
  return delivered ? returned : null;
}

async function callsOf(db: Db, g: Ground) {
  const { rows } = await sql<GradeCounts & { withDue: number; punctual: number }>`
    select ${gradeCounts}, count(*) filter (where ${CALLBACKS['with-due']})::int as "withDue",
           count(*) filter (where ${punctual(g.zone)})::int as punctual
    from ${callbacks(g, g.basis.from, g.basis.to)}`.execute(db);
  return rows[0]!;
}

async function channelsOf(db: Db, g: Ground, online: readonly string[]) {
  const { rows } = await sql<{ known: number; online: number }>`
    select count(*)::int as known, count(*) filter (where f.channel = any(${[...online]}::text[]))::int as online
    from case_fact f where ${within(g)} and ${hasChannel} and f.opened >= ${instant(g.start)}
      and f.opened < ${instant(g.end)} and f.opened <= ${instant(g.asOf)}`.execute(db);
  return rows[0]!;
}
