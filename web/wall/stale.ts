/** How old a tile may get before its figures step back, ms: two refreshes. */
export const REFRESH_MS = 60_000;
export const isOld = (ageMs: number): boolean => ageMs > 2 * REFRESH_MS;

export type Banner = { kind: 'lost'; minutes: number; since: number } | { kind: 'late' } | null;

/**
 * The strip under the header. A lost server counts from the last good answer and is said after two refreshes, when the
 * picture is no longer current; else a source whose daily data has not come.
 */
export function bannerOf(state: { answeredAt: number | null; now: number; failing: boolean; late: boolean }): Banner {
  const { answeredAt, now, failing, late } = state;
  if (answeredAt !== null && (failing || isOld(now - answeredAt)) && now - answeredAt > REFRESH_MS) {
    return { kind: 'lost', minutes: Math.max(1, Math.floor((now - answeredAt) / 60_000)), since: answeredAt };
  }
  return late ? { kind: 'late' } : null;
}

/** A wall that runs for months loads itself anew once a night between 03:00 and 03:59, when it has been up for an hour or more. */
export function reloadsNow(startedAt: number, now: number, hour: number): boolean {
  return hour === 3 && now - startedAt > 3_600_000;
}

/** Scale of a 16:9 stage inside any window, and its margins: u in px is `scale`. */
export function letterbox(width: number, height: number): { u: number; left: number; top: number } {
  const u = Math.min(width / 1920, height / 1080);
  return { u, left: (width - 1920 * u) / 2, top: (height - 1080 * u) / 2 };
}
