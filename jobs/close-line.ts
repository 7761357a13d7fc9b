import type { Connection, Db } from '../sql/database.ts';
import { inTransaction } from '../sql/transaction.ts';
import type { Instant } from '../sql/vocabulary.ts';
import { closePeriod, unclosedMonths } from '../sql/write/close-period.ts';
import { closingSources } from '../sql/write/origin-heads.ts';
import { civilOf, dayOf } from './clock/day.ts';
import type { Line } from './schedule.ts';

/** Who closes where nobody does it by hand. */
export const TIMETABLE = '定时关账';

/** 关账 by the timetable: the month before is closed from the day on that the source's profile names, once its data are there. */
export function closeLine({ db, pool, now }: { db: Db; pool: Connection['pool']; now: () => Instant }): Line {
  return {
    job: 'close',
    at: '0 */10 * * * *',
    async due() {
      const slots: string[] = [];
      for (const { source, zone, closesOn } of await closingSources(db)) {
        const { year, month, day } = civilOf(dayOf(now(), zone));
        if (day < closesOn) continue;
        const before = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
        if ((await unclosedMonths(db, source, before)).includes(before)) slots.push(`${source} ${before}`);
      }
      return slots;
    },
    async run(slot, held) {
      const [source, month] = [slot.slice(0, -8), slot.slice(-7)];
      const sets = await inTransaction(pool, async (trx) => {
        await held.guard(trx);
        return closePeriod(trx, { source, month, by: TIMETABLE, at: now() });
      });
      return { source, month, sets: sets.length };
    },
  };
}
