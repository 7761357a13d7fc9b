import { openRequests, requested } from '../../sql/write/job-requests.ts';
import { replayRefused, type ReplayRequest } from '../import/replay.ts';
import { withdrawFile } from '../import/withdraw.ts';
import type { Line } from '../schedule.ts';
import { contextOf, type ImportPlace } from './import-slot.ts';
import { mendedProfile } from './mended-profile.ts';

type Asked = { kind: 'withdraw' | 'replay'; source: string } & Pick<
  ReplayRequest,
  'file' | 'reason' | 'line' | 'sheet'
>;
const JOB = 'correct';

/** What somebody corrects on a page: a file withdrawn with everything it caused, refused rows tried again. */
export function correctionLine(place: ImportPlace & { inbox: string; sources: string }): Line {
  return {
    job: JOB,
    at: '* * * * * *',
    due: async () => (await openRequests(place.db, JOB)).map(({ slot }) => slot),
    async run(slot, held) {
      const { kind, source, file, ...rows } = (await requested<Asked>(place.db, JOB, slot))!;
      const context = contextOf(place, held);
      place.busy(true);
      try {
        if (kind === 'withdraw') {
          const { cases } = await withdrawFile(context, { source, file: file! });
          return { source, cases };
        }
        const profile = await mendedProfile(place.db, place, source);
        const { files } = await replayRefused(context, {
          source,
          profile,
          ...(file === undefined ? {} : { file }),
          ...rows,
        });
        const sum = (of: (one: (typeof files)[number]) => number) => files.reduce((n, one) => n + of(one), 0);
        return { source, taken: sum((one) => one.new + one.changed + one.same), refused: sum((one) => one.refused) };
      } finally {
        place.busy(false);
      }
    },
  };
}
