import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flowBehind } from '../sql/write/flow.ts';
import { originHeads } from '../sql/write/origin-heads.ts';
import { pruneSlots } from '../sql/write/job-slots.ts';
import { analyzeFlow } from '../sql/write/statistics.ts';
import { dateText, dayOf } from './clock/day.ts';
import { closeLine } from './close-line.ts';
import { writeDemo, writeDemoDay } from './demo/write.ts';
import type { Size } from './demo/province.ts';
import { countFlow, DEFINITION } from './flow/count-flow.ts';
import { SLOTS_KEPT } from './runner.ts';
import type { Line } from './schedule.ts';
import type { ImportPlace } from './sources/import-slot.ts';
import { correctionLine } from './sources/corrections.ts';
import { FETCH_JOB, fetchLine } from './sources/fetch-line.ts';
import { inboxLine } from './sources/inbox-line.ts';
import { incompleteLine } from './sources/incomplete-line.ts';
import { uploadLines } from './sources/uploads.ts';
import { trialLine } from './trial/trial-line.ts';
import { judgeOtherRuleSets } from './verdicts/other-rule-sets.ts';
import { RULE_SETS_JOB, ruleSetSlots } from './verdicts/rule-sets-slot.ts';

export const DEMO = 'demo';

export type TimetableContext = Omit<ImportPlace, 'busy'> & {
  inbox: string;
  uploads: string;
  sources: string;
  fetched: string;
  /** Write a demo into an empty database, and its next day every few minutes unless it is to stay still; null: no demo. */
  demo: { size: Size; seed: number; until: string; still?: boolean } | null;
};

const FLOW_JOB = 'flow';
/** Jobs whose slots are named by a version or a time that does not come again. */
const NEVER_AGAIN = [RULE_SETS_JOB, FLOW_JOB, FETCH_JOB];

/** The rule sets beside the primary one wait until imports have been quiet for so long, milliseconds. */
const QUIET_MS = 10_000;

/** What happens on a clock, in order of importance. */
export function timetable(context: TimetableContext): Line[] {
  const { db, pool, now } = context;
  let working = 0;
  let quietSince = -Infinity;
  const busy = (begins: boolean) => {
    working += begins ? 1 : -1;
    quietSince = working > 0 ? Infinity : now() / 1000;
  };
  return [
    inboxLine({ ...context, busy }),
    ...uploadLines({ ...context, busy }),
    correctionLine({ ...context, busy }),
    fetchLine({ ...context, busy }),
    trialLine(context),
    incompleteLine(context),
    closeLine(context),
    ...demoLines(context),
    flowLine(context, () => quietSince !== Infinity),
    {
      job: RULE_SETS_JOB,
      at: '*/15 * * * * *',
      async due() {
        if (now() / 1000 - quietSince < QUIET_MS) return [];
        return ruleSetSlots(db);
      },
      run: async (_slot, held) => ({
        judged: await judgeOtherRuleSets(db, pool, (detail) => held.progress(detail)),
        pruned: await pruneSlots(db, NEVER_AGAIN, now() - SLOTS_KEPT),
      }),
    },
  ];
}

/** The flow follows the facts once no file is being imported. */
function flowLine({ db, pool }: TimetableContext, quiet: () => boolean): Line {
  let origins = new Map<string, number>();
  return {
    job: FLOW_JOB,
    at: '*/5 * * * * *',
    async due() {
      if (!quiet()) return [];
      const behind = await flowBehind(db, DEFINITION);
      origins = new Map(behind.map(({ origin, source, version }) => [`${source}@${version} #${DEFINITION}`, origin]));
      return [...origins.keys()];
    },
    async run(slot) {
      const counted = await countFlow(pool, origins.get(slot)!);
      await analyzeFlow(pool, counted.parts);
      return counted;
    },
  };
}

/** The demo only writes files; the import job takes them like any others. */
function demoLines({ db, inbox, demo }: TimetableContext): Line[] {
  if (demo === null) return [];
  const dir = join(inbox, DEMO);
  const history: Line = {
    job: 'demo-history',
    at: '*/5 * * * * *',
    due: async () => ((await originHeads(db)).length === 0 && !existsSync(dir) ? [demo.until] : []),
    run: async () => writeDemo({ dir, ...demo }),
  };
  const day: Line = {
    job: 'demo-day',
    at: '0 */3 * * * *',
    async due() {
      const origin = (await originHeads(db)).find(({ source }) => source === DEMO);
      if (!origin?.dataTime || !existsSync(dir)) return [];
      return [dateText(dayOf(origin.dataTime, origin.zone))];
    },
    run: async (date) => writeDemoDay(dir, date),
  };
  return demo.still ? [history] : [history, day];
}
