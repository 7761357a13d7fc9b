import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { callbacks, gradeCounts, type GradeCounts } from '../read-ground/callbacks.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { groundOf, inReading, type Ground, type Question } from '../read-ground/ground.ts';
import { kindOf, type Kind } from '../read-ground/group.ts';
import { flowOf, openAtStart, stockOf, stockTotal } from '../read-ground/stock.ts';
import { targetsOf } from '../read-ground/targets.ts';
import { within } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { instant } from '../status.ts';
import { CASE_STATES, CUBE, OWNERS, type Instant } from '../vocabulary.ts';

/** A measure or a part of one: `hits` of `n`; a count has no n. */
export type MeasureFigure = { measure: string; part: string; hits: number; n: number | null };

/** How the options of the registry stand on the data day. */
export type FigureOptions = { neutralCounts: boolean; onlineChannels: readonly string[] };

/** The measures that one number of the period or of the stock tells, for the page that lists the registry. */
export async function measureFigures(db: Db, scope: Scope, question: Question, now: Instant, options: FigureOptions) {
  const g = await groundOf(db, scope, question, now);
  const reported = g.reading === 'reported';
  const figure = (measure: string, hits: number, n: number | null, part = ''): MeasureFigure => ({
    ...{ measure, part, hits, n },
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
  const returned = (await returnedOf(db, g)) ?? trips.returned;
  const calls = await callsOf(db, g);
  const opinions = calls.answered - calls.noOpinion;
  const satisfied = calls.grades[0]! + calls.grades[1]! + (options.neutralCounts ? calls.grades[2]! : 0);
  const channels = await channelsOf(db, g, options.onlineChannels);
  return {
    basis: inReading(g),
    targets: await targetsOf(db, g),
    figures: [
      await rate('hv'),
      await rate('lv'),
      figure('stage-overdue-rate', clocks.late, decided(clocks)),
      figure('open-overdue', stock.overdue, null),
      figure('open-stock', stockTotal(stock), null),
      figure('closing-stock', closing, null),
      figure('carry-over-rate', closing, opening + applied),
      figure('return-rate', returned, trips.cases),
      figure('customer-round-trips', trips.customerReturns, trips.cases, 'customer-returns'),
      figure('customer-round-trips', trips.failedInspections, trips.cases, 'failed-inspections'),
      figure('online-share', channels.online, channels.known),
      figure('satisfaction-rate', satisfied, opinions),
      figure('callback-rate', calls.made, calls.due),
      figure('time-mismatch', calls.timeDeviates, calls.timesAsked),
      figure('designation', calls.designated, null),
      figure('callback-punctuality', calls.punctual, calls.withDue),
    ],
  };
}

/**
 * Of the cases archived in the period: those with a return, and the returns to a customer's step and failed inspections of
 * all of them. A step that arrives again after a later stage has arrived is a return; entering 客户整改 is a failed inspection.
 */
async function tripsOf(db: Db, g: Ground) {
  const { rows } = await sql<{ cases: number; returned: number; customerReturns: number; failedInspections: number }>`
    with event as (
      select f.case_id, e.place, g.ord, g.code, s.owner,
             row_number() over (partition by f.case_id, e.step order by e.place) > 1
               and max(g.ord) over (partition by f.case_id order by e.place rows between unbounded preceding and 1 preceding) > g.ord
               as back,
             lag(g.code) over (partition by f.case_id order by e.place) as before
      from case_fact f
      cross join lateral unnest(f.step) with ordinality as e(step, place)
      join step s on s.origin = f.origin and s.step = e.step
      join stage g on g.origin = s.origin and g.stage = s.stage
      where ${within(g)} and f.state = ${CASE_STATES.indexOf('archived')}
        and f.ended >= ${instant(g.start)} and f.ended < ${instant(g.end)} and f.ended <= ${instant(g.asOf)})
    select count(distinct case_id)::int as cases, count(distinct case_id) filter (where back)::int as returned,
           count(*) filter (where back and owner = ${OWNERS.indexOf('customer')} and code <> 'rectification')::int as "customerReturns",
           count(*) filter (where code = 'rectification' and before is distinct from code)::int as "failedInspections"
    from event`.execute(db);
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
    select ${gradeCounts}, count(b.due)::int as "withDue",
           count(*) filter (where (b.made at time zone ${g.zone})::date <= (b.due at time zone ${g.zone})::date)::int as punctual
    from ${callbacks(g, g.basis.from, g.basis.to)}`.execute(db);
  return rows[0]!;
}

async function channelsOf(db: Db, g: Ground, online: readonly string[]) {
  const { rows } = await sql<{ known: number; online: number }>`
    select count(*)::int as known, count(*) filter (where f.channel = any(${[...online]}::text[]))::int as online
    from case_fact f where ${within(g)} and f.channel <> '' and f.opened >= ${instant(g.start)}
      and f.opened < ${instant(g.end)} and f.opened <= ${instant(g.asOf)}`.execute(db);
  return rows[0]!;
}
