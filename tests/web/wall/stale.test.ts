import { expect, test } from 'vitest';
import { bannerOf, isOld, letterbox, reloadsNow } from '../../../web/wall/stale.ts';

const MINUTE = 60_000;
const now = 1_000 * MINUTE;

test('a picture older than two refreshes says since when the server is gone', () => {
  const state = { answeredAt: now - 12 * MINUTE, now, failing: true, late: false };
  expect(bannerOf(state)).toEqual({ kind: 'lost', minutes: 12, since: now - 12 * MINUTE });
});

test('one missed answer is no alarm', () => {
  expect(bannerOf({ answeredAt: now - 40_000, now, failing: true, late: false })).toBeNull();
  expect(isOld(100_000)).toBe(false);
});

test('a hanging request counts as lost, without an error', () => {
  expect(bannerOf({ answeredAt: now - 3 * MINUTE, now, failing: false, late: false })?.kind).toBe('lost');
});

test('late data is said when the server is there, and a lost server before late data', () => {
  expect(bannerOf({ answeredAt: now - 1_000, now, failing: false, late: true })).toEqual({ kind: 'late' });
  expect(bannerOf({ answeredAt: now - 3 * MINUTE, now, failing: true, late: true })?.kind).toBe('lost');
});

test('the wall loads anew once a night, never twice in an hour', () => {
  expect(reloadsNow(now - 20 * 60 * MINUTE, now, 3)).toBe(true);
  expect(reloadsNow(now - 5 * MINUTE, now, 3)).toBe(false);
  expect(reloadsNow(now - 20 * 60 * MINUTE, now, 15)).toBe(false);
});

test('other ratios get the same picture inside margins', () => {
  expect(letterbox(1920, 1080)).toEqual({ u: 1, left: 0, top: 0 });
  expect(letterbox(3840, 1080)).toEqual({ u: 1, left: 960, top: 0 });
  expect(letterbox(1920, 1200)).toEqual({ u: 1, left: 0, top: 60 });
});
