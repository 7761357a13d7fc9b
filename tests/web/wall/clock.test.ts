import { expect, test } from 'vitest';
import { wallTime } from '../../../web/wall/clock.ts';

const at = Date.parse('2026-10-31T16:30:05Z');

test('the clock shows the time of the zone the data is told in, wherever the screen hangs', () => {
  expect(wallTime(at, 'Asia/Shanghai')).toEqual({ day: '2026-11-01', time: '00:30:05', weekday: 0 });
  expect(wallTime(at, 'America/New_York')).toEqual({ day: '2026-10-31', time: '12:30:05', weekday: 6 });
});

test('without a zone it is that of the screen', () => {
  expect(wallTime(at, null)).toEqual(wallTime(at, 'America/New_York')); // of the test run
});

test('a zone the browser does not know is that of the screen, too', () => {
  expect(wallTime(at, 'Europe/Nowhere')).toEqual(wallTime(at, null));
});
