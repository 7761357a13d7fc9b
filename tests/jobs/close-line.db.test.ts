import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeLine, TIMETABLE } from '../../jobs/close-line.ts';
import { catchUp } from '../../jobs/schedule.ts';
import type { Connection } from '../../sql/database.ts';
import { freshDatabase } from '../database.ts';
import { importCases, makeWorld, type CaseSpec } from './verdicts/world.ts';

const at = (text: string) => Date.parse(`${text}+08:00`) * 1000;
let connection: Connection;
beforeAll(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, 2);
});
afterAll(() => connection?.close());

const one: CaseSpec = {
  ...{ id: 1, unit: 3, class: 'lv-resident', business: '', state: 'archived' },
  ...{ opened: at('2026-05-06T09:00'), ended: at('2026-05-07T09:00') },
  stays: [{ stage: 'plan', arrived: at('2026-05-06T09:00'), finished: at('2026-05-07T09:00') }],
};

it('closes the month before on the day the profile names, once its data are there, once', async () => {
  let now = at('2026-06-02T10:00');
  const line = closeLine({ ...connection, now: () => now });
  const look = () => catchUp({ db: connection.db, now: () => now }, line, () => undefined);
  const closed = () => connection.db.selectFrom('closed_period').select(['month', 'closed_by']).execute();
  await importCases(connection, [one], at('2026-05-31T00:00'));
  now = at('2026-06-05T10:00');
  await look();
  expect(await closed()).toEqual([]); // no profile says so
  await connection.db.updateTable('origin').set({ profile: '{"closesOn": 3}' }).execute();
  expect(await line.due()).toEqual([]); // the data end before the month does
  await importCases(connection, [one], at('2026-06-02T00:00'));
  now = at('2026-06-02T10:00');
  expect(await line.due()).toEqual([]); // not the day yet
  now = at('2026-06-03T10:00');
  expect(await line.due()).toEqual(['world 2026-05']);
  await look();
  await look();
  expect(await closed()).toEqual([{ month: 2026 * 12 + 4, closed_by: TIMETABLE }]);
  expect(await line.due()).toEqual([]);
});
