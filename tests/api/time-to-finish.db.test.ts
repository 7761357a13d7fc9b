import { afterAll, beforeAll, expect, it } from 'vitest';
import { wholeScope } from '../../api/access/scope-of.ts';
import { survival } from '../../api/survival.ts';
import { chineseCalendar } from '../../jobs/clock/calendar.ts';
import { dayNumber, startOfDay } from '../../jobs/clock/day.ts';
import type { Connection } from '../../sql/database.ts';
import { cases } from '../../sql/read/cases.ts';
import { timeToFinish } from '../../sql/read/time-to-finish.ts';
import { freshDatabase } from '../database.ts';
import { sampling } from '../jobs/statistics/sampling.ts';
import { importCases, makeWorld, type CaseSpec } from '../jobs/verdicts/world.ts';

/** Cases of three counties begin on every working day for a year and take a day or many; nothing ever changes. */
const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000_000;
const [FIRST, LAST] = [dayNumber(2023, 1, 2), dayNumber(2024, 2, 29)];
const COUNTIES = [3, 4, 5];
const MONTHS = ['2023-06', '2023-07', '2023-08', '2023-09', '2023-10', '2023-11', '2023-12', '2024-01'];
const LIMIT = 5;
/** Days on which a clock starts and stops; null: still under way. */
type Told = { unit: number; started: number; stopped: number | null; aborted: boolean };

const calendar = chineseCalendar();
const { next, poisson } = sampling(7);
const told: Told[] = [];
let connection: Connection;

beforeAll(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, 2);
  const specs: CaseSpec[] = [];
  const at = (day: number, hour: number) => startOfDay(day, ZONE) + hour * HOUR;
  for (let day = FIRST; day <= LAST; day++) {
    if (!calendar.isWorking(day)) continue;
    for (const unit of COUNTIES)
      for (let n = poisson(9); n > 0; n--) {
        const lasts = next() < 0.7 ? 1 + Math.floor(next() * 6) : 1 + Math.floor(next() * 80);
        const stops = calendar.dayAt(calendar.upTo(day) + lasts);
        const aborted = next() < 0.04;
        const stopped = stops <= LAST ? stops : null;
        told.push({ unit, started: day, stopped, aborted });
        const ended = stopped === null ? null : at(stopped, 15);
        specs.push({
          id: specs.length + 1,
          unit,
          class: 'hv-single',
          business: '高压新装',
          state: ended === null ? 'open' : aborted ? 'aborted' : 'archived',
          opened: at(day, 10),
          ended,
          stays: [{ stage: 'plan', arrived: at(day, 10), finished: aborted ? null : ended }],
        });
      }
  }
  await importCases(connection, specs, startOfDay(LAST + 1, ZONE));
  await connection.pool.query('analyze case_fact, case_clock'); // as after an import of so many cases
}, 240_000);
afterAll(() => connection?.close());

const ask = async (unit: number, from: string, to = from, cohort?: 'accepted') => {
  const question = { unit: `U${unit}`, stage: 'plan', from, to, cohort };
  return timeToFinish(connection.db, wholeScope, question, startOfDay(LAST + 2, ZONE));
};
const monthDay = (month: string, plus = 0) => dayNumber(Number(month.slice(0, 4)), Number(month.slice(5)) + plus, 1);
const counts = (days: readonly number[]) => {
  const sums: number[] = [];
  for (const day of days) sums[day] = (sums[day] ?? 0) + 1;
  return Array.from(sums, (n) => n ?? 0);
};
const used = (from: number, to: number) => calendar.workingDays(from, to, 'EXCLUDE_START');

it('counts who was under way, who finished, who was withdrawn and who still is, as the cases were told', async () => {
  for (const [from, to] of [
    ['2023-10', '2023-12'],
    ['2024-02', '2024-02'],
  ] as const) {
    const [start, end] = [monthDay(from), monthDay(to, 1)];
    const own = told.filter((one) => one.unit === 4);
    const within = own.filter(({ stopped }) => stopped !== null && stopped >= start && stopped < end);
    const days = (list: Told[]) => counts(list.map((one) => used(one.started, one.stopped!)));
    const underWay = (day: number) => own.filter((o) => o.started < day && (o.stopped === null || o.stopped >= day));
    const read = await ask(4, from, to);
    expect(read.finished).toEqual(days(within.filter((one) => !one.aborted)));
    expect(read.withdrawn).toEqual(days(within.filter((one) => one.aborted)));
    expect(read.entered).toEqual(counts(underWay(start).map((one) => used(one.started, start - 1))));
    expect(read.running).toEqual(counts(underWay(end).map((one) => used(one.started, end - 1))));
  }
});

it('shows no gap beyond the interval between the curve and the finished share, where pooling would', async () => {
  const rounds: { gap: number; outside: boolean; pooled: boolean }[] = [];
  for (const unit of COUNTIES)
    for (const month of MONTHS) {
      const read = await ask(unit, month);
      const { atLimit, finished, running } = survival(read, LIMIT);
      const ended = read.finished.map((n, day) => n + (read.withdrawn[day] ?? 0));
      const late = (days: readonly number[]) => days.slice(LIMIT + 1).reduce((a, b) => a + b, 0);
      const all = ended.reduce((a, b) => a + b, 0);
      const share = late(ended) / all;
      const pooled = (late(ended) + late(read.running)) / (all + running);
      expect(finished).toBeGreaterThan(90);
      rounds.push({
        gap: atLimit!.open - share,
        outside: share < atLimit!.low || share > atLimit!.high,
        pooled: pooled > atLimit!.high,
      });
    }
  const of = (pick: (round: (typeof rounds)[number]) => boolean) => rounds.filter(pick).length / rounds.length;
  expect(of(({ outside }) => outside)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(rounds.reduce((sum, { gap }) => sum + gap, 0) / rounds.length)).toBeLessThan(0.01);
  expect(of(({ pooled }) => pooled)).toBeGreaterThan(0.8);
});

it('follows the cases accepted in a period to the data time, and lists them', async () => {
  const [start, end] = [monthDay('2023-12'), monthDay('2024-01', 1)];
  const own = told.filter((one) => one.unit === 4 && one.started >= start && one.started < end);
  const over = own.filter(({ stopped }) => stopped !== null);
  const days = (list: Told[]) => counts(list.map((one) => used(one.started, one.stopped ?? LAST)));
  const read = await ask(4, '2023-12', '2024-01', 'accepted');
  expect([read.cohort, read.after, read.basis.readFrom, read.entered]).toEqual(['accepted', null, 'facts', []]);
  expect(read.finished).toEqual(days(over.filter((one) => !one.aborted)));
  expect(read.withdrawn).toEqual(days(over.filter((one) => one.aborted)));
  expect(read.running).toEqual(days(own.filter(({ stopped }) => stopped === null)));
  expect(read.running.length).toBeGreaterThan(0);
  for (const ending of ['finished', 'withdrawn', 'running', 'undecidable'] as const) {
    const question = {
      unit: 'U4',
      stage: 'plan',
      from: '2023-12',
      to: '2024-01',
      population: 'cohort' as const,
      ending,
    };
    const { total } = await cases(connection.db, wholeScope, question, startOfDay(LAST + 2, ZONE));
    expect(total).toBe(ending === 'undecidable' ? 0 : read[ending].reduce((sum, n) => sum + n, 0));
  }
});

it('knows nobody before the first case and follows nobody after the last', async () => {
  expect((await ask(3, '2022-12')).running).toEqual([]);
  const later = await ask(3, '2024-04');
  expect([later.entered, later.finished, later.running]).toEqual([[], [], []]);
});
