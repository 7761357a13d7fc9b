import type { Held } from '../../../jobs/runner.ts';
import { catchUp } from '../../../jobs/schedule.ts';
import { connect } from '../../../sql/database.ts';
import { sharedClock } from '../../../sql/shared-clock.ts';
import { inTransaction } from '../../../sql/transaction.ts';

// One of several programs that do the same slots: each of its own order, speed and (wrong) clock. Ends when all are done.
const [url, who, count, leaseMs, skewMs] = process.argv.slice(2) as [string, string, string, string, string];
const connection = connect(url, { max: 3 });
const { db, pool } = connection;
const names = Array.from({ length: Number(count) }, (_, i) => `s${String(i).padStart(6, '0')}`);
const skewed = () => (Date.now() + Number(skewMs)) * 1000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const context = { db, now: await sharedClock(db, skewed), leaseMs: Number(leaseMs) };

const line = {
  job: 'count',
  at: '',
  due: async () => {
    const from = Math.floor(Math.random() * names.length);
    return [...names.slice(from), ...names.slice(0, from)];
  },
  run: async (slot: string, held: Held) => {
    process.stdout.write(`begin ${slot} ${held.claim.token}\n`);
    if (Math.random() < 0.1) await pause(Math.random() * 40);
    await inTransaction(pool, async (trx, client) => {
      await client.query('insert into effect (slot, who, token) values ($1, $2, $3)', [slot, who, held.claim.token]);
      if (Math.random() < 0.05) await pause(Math.random() * 40);
      await held.finish(trx, { who });
    });
    return { who };
  },
};

let left = names.length;
while (left > 0) {
  await catchUp(context, line, (slot, outcome) => process.stdout.write(`${outcome.state} ${slot}\n`)).catch(
    (error: Error) => process.stdout.write(`error ${error.message}\n`),
  );
  const { rows } = await pool.query<{ done: number }>(
    `select count(*)::int as done from job_slot where job = 'count' and state = 'done'`,
  );
  left = names.length - rows[0]!.done;
  if (left > 0) await pause(100);
}
await connection.close();
