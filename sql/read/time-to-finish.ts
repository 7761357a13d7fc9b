import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { acceptedIn, followed, type Ending } from '../read-ground/cohort.ts';
import { cubeRows, tally } from '../read-ground/cube.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { monthPlus, type Month } from '../read-ground/month.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { within, withinClocks } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { SEEN, VERDICTS, type Instant } from '../vocabulary.ts';

export type TimeToFinishQuestion = Question & { cohort?: 'accepted' | undefined };

/**
 * Clocks of one stage by whole days used: when they stopped, when an abort cut them off, and of those still under way.
 * Either all that were under way in the period, or with a `cohort` those of the cases accepted in it. Undecidable clocks
 * are left out.
 */
export async function timeToFinish(db: Db, scope: Scope, question: TimeToFinishQuestion, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { stage, code, name } = chosenStage(g);
  const cohort = question.cohort ?? null;
  const seen = cohort === null ? await underWay(db, g, stage) : await accepted(db, g, stage);
  const readFrom = cohort === null ? g.basis.readFrom : ('facts' as const);
  return { basis: { ...g.basis, readFrom }, dataDay: g.dataDay, stage: code, stageName: name, cohort, ...seen };
}

/**
 * Seen from the period's start to its end, or to the data time where that comes first. `entered`: by days used when they
 * came under observation (delayed entry; those that began in the period are not listed).
 */
async function underWay(db: Db, g: Ground, stage: number) {
  const { from, to } = g.basis;
  const days = async (counted: number, first: Month, last: Month) => {
    const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [counted], from: first, to: last });
    return tally(rows, g.groups);
  };
  const over = g.end < g.asOf;
  const finished = await days(stage, from, to);
  const withdrawn = await days(SEEN.withdrawn + stage, from, to);
  const begun = g.start < g.asOf;
  const after = monthPlus(to, 1);
  return {
    /** First month after the period, where that is over: who is under way then is no longer followed. */
    after: over ? after : null,
    entered: (await days(SEEN.standing + stage, from, from)).days,
    finished: finished.days,
    withdrawn: withdrawn.days,
    running: over
      ? (await days(SEEN.standing + stage, after, after)).days
      : begun
        ? await runningNow(db, g, stage)
        : [],
    undecidable: finished.undecidable,
  };
}

/** Running clocks of the stage by days used at the data time. A case has one clock of a stage: its place is looked up, nothing unpacked. */
async function runningNow(db: Db, g: Ground, stage: number): Promise<number[]> {
  const { rows } = await sql<{ used: number; n: number }>`
    select c.used[k.place]::int as used, count(*)::int as n
    from case_clock c cross join lateral (select array_position(c.stage, ${stage}::int2)) as k(place)
    where c.ended is null and ${withinClocks(g)} and k.place is not null and c.stopped[k.place] is null
      and c.verdict[k.place] <> ${VERDICTS.indexOf('undecidable')}
    group by 1`.execute(db);
  const days: number[] = [];
  for (const { used, n } of rows) addDays(days, used, n);
  return days;
}

/** Of the cases accepted in the period, each seen from its clock's start to the data time: nobody enters later. */
async function accepted(db: Db, g: Ground, stage: number) {
  const { rows } = await sql<{ ending: Ending; days: number; n: number }>`
    select k.ending, k.days, count(*)::int as n
    from case_fact f
    join case_clock c on c.origin = f.origin and c.rule_set = ${g.ruleSet} and c.case_id = f.case_id
    cross join ${followed(stage)}
    where ${within(g)} and ${acceptedIn(g)} group by 1, 2`.execute(db);
  const days: Record<Ending, number[]> = { finished: [], withdrawn: [], running: [], undecidable: [] };
  for (const row of rows) addDays(days[row.ending], row.days, row.n);
  const { undecidable, ...seen } = days;
  return { after: null, entered: [], ...seen, undecidable: undecidable.reduce((sum, n) => sum + n, 0) };
}

function addDays(days: number[], day: number, n: number): void {
  while (days.length <= day) days.push(0);
  days[day]! += n;
}
