import type { Instant } from '../../sql/vocabulary.ts';

/** Microseconds of a day without a change of clocks. */
export const DAY = 86_400_000_000;

/** The width of a stretch in which a zone changes its clocks at most once. */
const STRETCH = 8 * DAY;

/** Offset to UTC in microseconds before and from `change` on, within one stretch. */
type Stretch = { before: number; change: Instant; after: number };

/** A zone's offsets, looked up once a stretch: Intl is far too slow to be asked for every event. */
type Offsets = { read: (at: Instant) => number; known: Map<number, Stretch> };

const zones = new Map<string, Offsets>();

/** Microseconds to add to an instant to get the wall clock of `zone`. Throws a RangeError naming an unknown zone. */
export function offsetAt(at: Instant, zone: string): number {
  const { before, change, after } = stretchAt(at, zone);
  return at < change ? before : after;
}

/** The instant in the stretch around `at` from which the later offset holds; Infinity where the clocks do not change. */
export function changeNear(at: Instant, zone: string): Instant {
  return stretchAt(at, zone).change;
}

function stretchAt(at: Instant, zone: string): Stretch {
  let offsets = zones.get(zone);
  if (offsets === undefined) {
    offsets = { read: offsetReader(zone), known: new Map() };
    zones.set(zone, offsets);
  }
  const index = Math.floor(at / STRETCH);
  let stretch = offsets.known.get(index);
  if (stretch === undefined) {
    stretch = readStretch(index * STRETCH, offsets.read);
    offsets.known.set(index, stretch);
  }
  return stretch;
}

function readStretch(from: Instant, read: (at: Instant) => number): Stretch {
  let low = from;
  let high = from + STRETCH - 1_000_000;
  const before = read(low);
  const after = read(high);
  if (before === after) return { before, change: Infinity, after };
  while (high - low > 1_000_000) {
    const middle = low + Math.floor((high - low) / 2_000_000) * 1_000_000;
    if (read(middle) === before) low = middle;
    else high = middle;
  }
  return { before, change: high, after };
}

function offsetReader(zone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const second = Math.floor(at / 1_000_000);
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(second * 1000)) part[type] = value;
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
    const wall = new Date(0);
    wall.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
    wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
    return (wall.getTime() / 1000 - second) * 1_000_000;
  };
}
