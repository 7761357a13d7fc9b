import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../sql/database.ts';
import { flowBehind } from '../sql/write/flow.ts';
import { originHeads } from '../sql/write/origin-heads.ts';
import type { Instant } from '../sql/vocabulary.ts';
import { dateText, dayOf } from './clock/day.ts';
import { writeDemo, writeDemoDay } from './demo/write.ts';
import type { Size } from './demo/province.ts';
import { countFlow, DEFINITION } from './flow/count-flow.ts';
import { healOriginals } from './import/heal-originals.ts';
import { importFile } from './import/import-file.ts';
import { loadProfile, shippedProfile } from './import/profile-file.ts';
import type { Held } from './runner.ts';
import type { Line } from './schedule.ts';
import { Inbox, type InboxFile } from './sources/inbox.ts';
import { judgeOtherRuleSets } from './verdicts/other-rule-sets.ts';
import { publishPrimary } from './verdicts/publish.ts';

export const DEMO = 'demo';

export type TimetableContext = Pick<Connection, 'db' | 'pool'> & {
  inbox: string;
  originals: string;
  now: () => Instant;
  /** Write a demo into an empty database, and its next day every few minutes unless it is to stay still; null: no demo. */
  demo: { size: Size; seed: number; until: string; still?: boolean } | null;
  /** Told how far an import is: rows read, share of the file, rows a second. */
  progress?: (name: string, rows: number, share: number, rate: number) => void;
};

/** The rule sets beside the primary one wait until imports have been quiet for so long, milliseconds. */
const QUIET_MS = 10_000;

/** What happens on a clock, in order of importance. */
export function timetable(context: TimetableContext): Line[] {
  const { db, pool, now } = context;
  let quietSince = -Infinity;
  const busy = (working: boolean) => (quietSince = working ? Infinity : now() / 1000);
  return [
    importLine(context, busy),
    ...demoLines(context),
    flowLine(context, () => quietSince !== Infinity),
    {
      job: 'rule-sets',
      at: '*/15 * * * * *',
      async due() {
        if (now() / 1000 - quietSince < QUIET_MS) return [];
        return (await originHeads(db)).map((origin) => `${origin.source}@${origin.version}`);
      },
      run: async () => ({ judged: await judgeOtherRuleSets(db, pool) }),
    },
  ];
}

/** The flow follows the facts once no file is being imported. */
function flowLine({ db, pool }: TimetableContext, quiet: () => boolean): Line {
  let origins = new Map<string, number>();
  return {
    job: 'flow',
    at: '*/5 * * * * *',
    async due() {
      if (!quiet()) return [];
      const behind = await flowBehind(db, DEFINITION);
      origins = new Map(behind.map(({ origin, source, version }) => [`${source}@${version} #${DEFINITION}`, origin]));
      return [...origins.keys()];
    },
    run: async (slot) => countFlow(pool, origins.get(slot)!),
  };
}

/** One slot a file: the inbox says what lies there, the ledger what was done. */
function importLine(context: TimetableContext, busy: (working: boolean) => void): Line {
  const inbox = new Inbox(context.inbox);
  let files = new Map<string, InboxFile>();
  let healed = false;
  return {
    job: 'import',
    at: '*/5 * * * * *',
    async due() {
      files = new Map((await inbox.look(context.now() / 1000)).map((file) => [file.slot, file]));
      if (!healed && files.size > 0) {
        await healOriginals(
          context.db,
          context.originals,
          [...files.values()].map((file) => file.path),
        );
        healed = true;
      }
      return [...files.keys()];
    },
    async run(slot, held) {
      busy(true);
      return take(context, files.get(slot)!, held).finally(() => busy(false));
    },
  };
}

async function take(context: TimetableContext, file: InboxFile, held: Held): Promise<Record<string, unknown>> {
  const { db, pool, originals, now } = context;
  const started = now();
  const profile = file.profile === null ? shippedProfile(file.source) : await loadProfile(file.profile);
  const report = await importFile(
    {
      ...{ db, pool, originals, now },
      async publish(trx, change) {
        await publishPrimary(trx, change);
        await held.guard(trx);
      },
    },
    {
      path: file.path,
      name: file.name,
      source: file.source,
      profile,
      onProgress(rows, share) {
        const rate = Math.round(rows / Math.max(0.001, (now() - started) / 1e6));
        held.progress({ name: file.name, rows, percent: Math.round(100 * share), rowsPerSecond: rate });
        context.progress?.(file.name, rows, share, rate);
      },
    },
  );
  const { status, rows, reasons, seconds, message, source } = report;
  return { name: file.name, source, status, rows: rows.in, reasons, seconds, message };
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
