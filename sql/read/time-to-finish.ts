import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { cubeRows, tally } from '../read-ground/cube.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { monthPlus, type Month } from '../read-ground/month.ts';
import { chosenStage } from '../read-ground/stage.ts';
import { withinClocks } from '../read-ground/within.ts';
import type { Scope } from '../scope.ts';
import { SEEN, VERDICTS, type Instant } from '../vocabulary.ts';

/**
 * Clocks of one stage seen from the period's start to its end, or to the data time where that comes first: by whole days
 * used when they came under observation (delayed entry; those that began in the period are not listed), when they
 * stopped, when an abort cut them off, and of those still under way at the end. Undecidable clocks are left out.
 */
export async function timeToFinish(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, question, now);
  const { from, to } = g.basis;
  const { stage, code, name } = chosenStage(g);
  const days = async (seen: number, first: Month, last: Month) => {
    const rows = await cubeRows(db, g, { units: [g.unit.unit], stages: [seen], from: first, to: last });
    return tally(rows, g.groups);
  };
  const over = g.end < g.asOf;
  const finished = await days(stage, from, to);
  const withdrawn = await days(SEEN.withdrawn + stage, from, to);
  const begun = g.start < g.asOf;
  const after = monthPlus(to, 1);
  return {
    basis: g.basis,
    dataDay: g.dataDay,
    stage: code,
    stageName: name,
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

/** Running clocks of the stage by days used at the data time. */
async function runningNow(db: Db, g: Ground, stage: number): Promise<number[]> {
  const { rows } = await sql<{ used: number; n: number }>`
    select k.used::int as used, count(*)::int as n
    from case_clock c cross join lateral unnest(c.stage, c.stopped, c.used, c.verdict) as k(stage, stopped, used, verdict)
    where c.ended is null and ${withinClocks(g)} and k.stage = ${stage} and k.stopped is null
      and k.verdict <> ${VERDICTS.indexOf('undecidable')}
    group by 1`.execute(db);
  const days: number[] = [];
  for (const { used, n } of rows) {
    while (days.length <= used) days.push(0);
    days[used]! += n;
  }
  return days;
}
