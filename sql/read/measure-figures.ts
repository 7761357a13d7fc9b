import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { callbacks, CALLBACKS, gradeCounts, punctual, type GradeCounts } from '../read-ground/callbacks.ts';
import { hasChannel } from '../read-ground/channel.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Ground, type Question } from '../read-ground/ground.ts';
import { kindOf, type Kind } from '../read-ground/group.ts';
import { flowOf, openAtStart, stockOf, stockTotal } from '../read-ground/stock.ts';
import { listsOf } from '../read-ground/measure-lists.ts';
import { settingsFor } from '../read-ground/settings.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { IS_TRIP, tripEvents } from '../read-ground/trips.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CASE_STATES, CUBE, TRIPS, type Instant, type Trip } from '../vocabulary.ts';

/**
 * A measure or a part of one: `hits` of `n`, a count has no n; `cases`: how many the hits lie in, where one may have several.
 * `frozen`: it follows the asked reading, the others are told by the data of today.
 */
export type MeasureFigure = {
  measure: string;
  part: string;
  hits: number;
  n: number | null;
  cases: number;
  frozen: boolean;
};

/** How the options of the registry stand on the data day. */
export type FigureOptions = { neutralCounts: boolean; onlineChannels: readonly string[] };

const FROZEN: ReadonlySet<string> = new Set(['compliance-rate', 'stage-overdue-rate']);

/** The measures that one number of the period or of the stock tells, for the page that lists the registry. */
export async function measureFigures(db: Db, scope: Scope, question: Question, now: Instant, options: FigureOptions) {
  const g = await groundOf(db, scope, question, now);
  const reported = g.reading === 'reported';
  const figure = (measure: string, hits: number, n: number | null, part = ''): MeasureFigure => ({
    ...{ measure, part, hits, n, cases: hits, frozen: FROZEN.has(measure) },
  });
  const mean = (part: string, { trips, cases }: { trips: number; cases: number }): MeasureFigure => ({
    ...{ measure: 'customer-round-trips', part, hits: trips, n: archived, cases, frozen: false },
  });
  const rate = async (kind: Kind) => {
    const rows = await cubeRows(db, g, {
      units: [g.unit.unit],
      stages: [CUBE.case],
      from: g.basis.from,
      to: g.basis.to,
      reported,
    });
    const t = tally(rows, new Map([...g.groups].filter(([, group]) => kindOf(group.class) === kind)));
    return figure('compliance-rate', t.met, decided(t), kind);
  };
  const stages = await cubeRows(db, g, {
    units: [g.unit.unit],
    stages: g.stages.filter((s) => s.assessed).map((s) => s.stage),
    from: g.basis.from,
    to: g.basis.to,
    reported,
  });
  const clocks = tally(stages, g.groups);
  const stock = await stockOf(db, { ...g, stage: null });
  const opening = await openAtStart(db, g, g.basis.from);
  const { applied, archived, aborted } = await flowOf(db, g, g.basis.from, g.basis.to);
  const closing = opening + applied - archived - aborted;
  const trips = await tripsOf(db, g);
  const returned = (await returnedOf(db, g)) ?? trips.returned.cases;
  const calls = await callsOf(db, g);
  const opinions = calls.answered - calls.noOpinion;
  const satisfied = calls.grades[0]! + calls.grades[1]! + (options.neutralCounts ? calls.grades[2]! : 0);
  const channels = await channelsOf(db, g, options.onlineChannels);
  const told = [
    await rate('hv'),
    await rate('lv'),
    figure('stage-overdue-rate', clocks.late, decided(clocks)),
    figure('open-overdue', stock.overdue, null),
    figure('open-stock', stockTotal(stock), null),
    figure('applications', applied, null),
    figure('completions', archived, null),
    figure('closing-stock', closing, null),
    figure('carry-over-rate', closing, opening + applied),
    figure('return-rate', returned, archived),
    mean('customer-returns', trips['customer-return']),
    mean('failed-inspections', trips['failed-inspection']),
    figure('online-share', channels.online, channels.known),
    figure('satisfaction-rate', satisfied, opinions),
    figure('callback-rate', calls.made, calls.due),
    figure('time-mismatch', calls.timeDeviates, calls.timesAsked),
    figure('designation', calls.designated, null),
    figure('callback-punctuality', calls.punctual, calls.withDue),
  ];
  return {
    basis: inReading(g),
    targets: await targetsOf(db, g),
    scoring: (await settingsFor(db, g)).score,
    figures: told.map((one) => ({ ...one, lists: listsOf(g, one, options.neutralCounts) })),
  };
}

/** Returns of the cases archived in the period, and the cases that have any. */
async function tripsOf(db: Db, g: Ground) {
  const archived = sql`${within(g)} and f.state = ${CASE_STATES.indexOf('archived')}
    and f.ended >= ${instant(g.start)} and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)}`;
  const counts = TRIPS.map(
    (trip) => sql`json_build_object('trips', count(*) filter (where ${IS_TRIP[trip]}),
      'cases', count(distinct case_id) filter (where ${IS_TRIP[trip]})) as ${sql.ref(trip)}`,
  );
  const { rows } = await sql<Record<Trip, { trips: number; cases: number }>>`
    with event as (${tripEvents(archived)}) select ${sql.join(counts)} from event`.execute(db);
  return rows[0]!;
}

/** Cases archived in the period that the source's own records of returns name; null where it delivers none at all. */
async function returnedOf(db: Db, g: Ground): Promise<number | null> {
  const { rows } = await sql<{ delivered: boolean; returned: number }>`
    select exists (select from step_return r where r.origin = ${g.origin}) as delivered,
           (select count(*) from case_fact f
             where ${within(g)} and f.state = ${CASE_STATES.indexOf('archived')}
               and f.ended >= ${instant(g.start)} and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)}
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
