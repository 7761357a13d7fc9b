import type { FiguresInput } from '../../sql/read/figures-input.ts';
import { summary } from './durations.ts';
import type { Selected } from './selection.ts';

export type Arc = { from: string; to: string; n: number; meanS: number; medianS: number; p90S: number };
export type Variants = { count: number; top: { path: string[]; cases: number }[] };
export type Counts = Record<string, number>;

const TOP = 10;
const STEPS = 65_536;

/** Names with their counts, most frequent first, then by name. */
export function byFrequency(counts: Iterable<readonly [string, number]>): Counts {
  const entries = [...counts].filter(([, n]) => n > 0);
  return Object.fromEntries(entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function byActivity(input: FiguresInput, counts: Int32Array): Counts {
  return byFrequency(Array.from(counts, (n, step) => [input.activities[step] ?? '', n] as const));
}

/** How often each activity occurs, starts and ends a case, and in how many cases it occurs more than once. */
export function activityCounts(input: FiguresInput, cases: readonly Selected[]) {
  const size = input.activities.length;
  const all = new Int32Array(size);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  const repeated = new Int32Array(size);
  const inCase = new Int32Array(size);
  for (const { first, end } of cases) {
    if (end === first) continue;
    starts[input.step[first]!]!++;
    ends[input.step[end - 1]!]!++;
    for (let i = first; i < end; i++) {
      const step = input.step[i]!;
      all[step]!++;
      if (++inCase[step]! === 2) repeated[step]!++;
    }
    for (let i = first; i < end; i++) inCase[input.step[i]!] = 0;
  }
  return {
    activities: byActivity(input, all),
    startActivities: byActivity(input, starts),
    endActivities: byActivity(input, ends),
    rework: byActivity(input, repeated),
  };
}

/** Sequences of activities; the most frequent, equals in the order of their paths. */
export function variants(input: FiguresInput, cases: readonly Selected[]): Variants {
  const ordered = [...input.activities.keys()].sort((a, b) => (input.activities[a]! < input.activities[b]! ? -1 : 1));
  const place = new Uint16Array(input.activities.length);
  ordered.forEach((step, i) => (place[step] = i));
  // A path is a text of places in the order of names: texts compare as paths do. Places stay below the surrogates.
  const counts = new Map<string, number>();
  for (const { first, end } of cases) {
    let path = '';
    for (let i = first; i < end; i++) path += String.fromCharCode(place[input.step[i]!]!);
    if (end > first) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const least = [...counts.values()].sort((a, b) => b - a)[TOP - 1] ?? 0;
  const top = [...counts]
    .filter(([, n]) => n >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, TOP);
  const name = (at: number): string => input.activities[ordered[at]!]!;
  return {
    count: counts.size,
    top: top.map(([path, n]) => ({ path: Array.from(path, (sign) => name(sign.charCodeAt(0))), cases: n })),
  };
}

/** Time between an event and the next one of its case, by the two activities. Flagged cases are left out. */
export function arcs(input: FiguresInput, cases: readonly Selected[]): Arc[] {
  const counts = new Map<number, number>();
  const each = (visit: (key: number, micros: number) => void) => {
    for (const { case: fact, first, end } of cases) {
      if (fact.flagged) continue;
      for (let i = first + 1; i < end; i++) {
        visit(input.step[i - 1]! * STEPS + input.step[i]!, input.at[i]! - input.at[i - 1]!);
      }
    }
  };
  each((key) => counts.set(key, (counts.get(key) ?? 0) + 1));
  const found = new Map<number, { micros: Float64Array; filled: number }>();
  for (const [key, n] of counts) found.set(key, { micros: new Float64Array(n), filled: 0 });
  each((key, micros) => {
    const arc = found.get(key)!;
    arc.micros[arc.filled++] = micros;
  });
  return [...found]
    .map(([key, { micros }]) => {
      const { n, mean, median, p90 } = summary(micros);
      const from = input.activities[Math.floor(key / STEPS)]!;
      return { from, to: input.activities[key % STEPS]!, n, meanS: mean!, medianS: median!, p90S: p90! };
    })
    .sort((a, b) => b.n - a.n || (a.from + '\0' + a.to < b.from + '\0' + b.to ? -1 : 1));
}
