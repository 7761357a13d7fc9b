import type { StageDistributionReply } from '../../../api/contract/stage-distribution.ts';

/** What of the reply the picture needs. Days are the unit of the stage's limits, working days by default. */
export type Distribution = Pick<
  StageDistributionReply,
  'histogram' | 'tail' | 'limit' | 'limits' | 'median' | 'p90' | 'n'
>;

export type Bar = {
  /** Used days this bar counts, both included; `to` null: all longer ones. */
  from: number;
  to: number | null;
  n: number;
  late: number;
  x: number;
  width: number;
  y: number;
  height: number;
  /** The part beyond the limit, at the bar's top. */
  lateHeight: number;
};
export type Mark = { x: number; value: number };
export type Pointer = Mark & { kind: 'median' | 'p90'; late: boolean };

export type Plot = {
  bars: Bar[];
  /** One line per distinct limit of the classes that are mixed here; a single one is the strongest mark. */
  limits: Mark[];
  pointers: Pointer[];
  xTicks: { x: number; days: number; open: boolean }[];
  yTicks: { y: number; n: number }[];
  baseline: number;
  /** Where a limit of so many days stands, and the whole limit nearest to a place; limits beyond `most` are not told apart. */
  limitX(days: number): number;
  limitAt(x: number): number;
  most: number;
};

export type Box = { width: number; height: number; left: number; right: number; top: number; bottom: number };

/** More bars than this cannot be told apart on a phone; days are then gathered in equal bins. */
const MOST_BARS = 64;
const BIN_WIDTHS = [1, 2, 5, 7, 10, 14, 20, 30, 50, 70, 100, 200, 365, 500, 1000];

/** Days per bar, so that a log without limits whose cases run for years still draws. */
export function binWidth(first: number, last: number): number {
  const span = last - first + 1;
  return BIN_WIDTHS.find((width) => span / width <= MOST_BARS) ?? Math.ceil(span / MOST_BARS);
}

type Bin = Pick<Bar, 'from' | 'to' | 'n' | 'late'>;

function bins(data: Distribution): { bins: Bin[]; width: number } {
  const days = data.histogram.filter((entry) => entry.n > 0);
  if (days.length === 0) return { bins: [], width: 1 };
  const last = data.histogram[data.histogram.length - 1];
  const open = data.tail && last !== undefined ? last.days : null;
  const reach = Math.max(data.limit ?? 0, ...data.limits.map((limit) => limit.value));
  const first = Math.min(1, ...days.map((entry) => entry.days));
  const end = Math.max(...days.map((entry) => entry.days), open === null ? Math.ceil(reach) + 1 : first);
  const width = binWidth(first, end);
  const out: Bin[] = [];
  for (let from = first; from <= end; from += width) out.push({ from, to: from + width - 1, n: 0, late: 0 });
  for (const entry of days) {
    const bin = out[Math.floor((entry.days - first) / width)];
    if (!bin) continue;
    bin.n += entry.n;
    bin.late += entry.late;
  }
  const tail = out[out.length - 1];
  if (open !== null && tail) tail.to = null;
  return { bins: out, width };
}

/** Ticks at 1, 2 or 5 times a power of ten, at most `most` above zero. */
export function niceTicks(top: number, most = 4): number[] {
  if (top <= 0) return [0];
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((k) => k * power).find((size) => size >= rough) ?? 10 * power);
  const ticks: number[] = [];
  for (let value = 0; value <= top + 1e-9; value += step) ticks.push(value);
  return ticks;
}

/**
 * Bars per used day in px, with the limit between its last day in time and the first day late.
 * Bars are additive: a bar where classes with several limits meet shows its late part on top.
 */
export function plotDistribution(data: Distribution, box: Box): Plot {
  const { bins: counted, width: days } = bins(data);
  const baseline = box.height - box.bottom;
  const innerHeight = baseline - box.top;
  const first = counted[0]?.from ?? 0;
  const slot = (box.width - box.left - box.right) / Math.max(1, counted.length);
  const top = Math.max(1, ...counted.map((bin) => bin.n));
  const xOf = (day: number) => box.left + Math.min((day - first) / days, counted.length) * slot;
  const gap = slot > 6 ? 1 : 0;
  const bars = counted.map((bin, i) => {
    const height = (bin.n / top) * innerHeight;
    return {
      ...bin,
      x: box.left + i * slot + gap / 2,
      width: slot - gap,
      y: baseline - height,
      height,
      lateHeight: bin.n === 0 ? 0 : (bin.late / bin.n) * height,
    };
  });
  const values = data.limit === null ? data.limits.map((limit) => limit.value) : [data.limit];
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const single = distinct.length === 1 ? distinct[0] : undefined;
  const pointer = (kind: Pointer['kind'], value: number | null): Pointer[] =>
    value === null || counted.length === 0
      ? []
      : [{ kind, value, x: xOf(value + 0.5), late: single !== undefined && value > single }];
  const every = Math.max(1, Math.ceil(44 / slot));
  const stride = [1, 2, 5, 10, 20, 50].find((step) => step >= every) ?? every;
  const lastBar = bars[bars.length - 1];
  return {
    bars,
    limits: counted.length === 0 ? [] : distinct.map((value) => ({ value, x: xOf(value + 1) })),
    pointers: [...pointer('median', data.median), ...pointer('p90', data.p90)],
    xTicks: bars.flatMap((bar, i) => {
      const open = bar.to === null;
      const shown = open || i === 0 || (bar.from % (stride * days) === 0 && i > 0);
      const crowded = !open && lastBar?.to === null && lastBar.x - bar.x < 40;
      return shown && !crowded ? [{ x: bar.x + bar.width / 2, days: bar.from, open }] : [];
    }),
    yTicks: niceTicks(top).map((n) => ({ n, y: baseline - (n / top) * innerHeight })),
    baseline,
    limitX: (limit) => xOf(limit + 1),
    limitAt: (x) => Math.round(first - 1 + ((x - box.left) / slot) * days),
    most: tried(data),
  };
}

/** The largest limit whose late clocks the bars still tell: all but the last where that one gathers the longer ones. */
function tried({ histogram, tail, limit, limits }: Distribution): number {
  const last = histogram.at(-1)?.days ?? 0;
  return tail ? last - 1 : Math.ceil(Math.max(last, limit ?? 0, ...limits.map(({ value }) => value)));
}

/** Clocks that used more days than a limit. */
export const beyond = (histogram: Distribution['histogram'], limit: number): number =>
  histogram.reduce((sum, bar) => (bar.days > limit ? sum + bar.n : sum), 0);

export type PlacedPointer<P> = P & { textX: number; row: number };

/** Labels under the axis: kept inside the plot, and on a second line where two would touch. */
export function pointerRows<P extends { x: number; label: string }>(pointers: P[], width: number): PlacedPointer<P>[] {
  let before: { right: number; row: number } | null = null;
  return pointers.map((pointer) => {
    const half = [...pointer.label].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 12 : 7), 0) / 2;
    const textX = Math.min(Math.max(pointer.x, half + 2), width - half - 2);
    const row: number = before !== null && textX - half < before.right + 8 ? 1 - before.row : 0;
    before = { right: textX + half, row };
    return { ...pointer, textX, row };
  });
}

/** Rows of the table view: day, cases, late ones, share finished by then. */
export function cumulative(
  histogram: Distribution['histogram'],
): { days: number; n: number; late: number; share: number }[] {
  const total = histogram.reduce((sum, entry) => sum + entry.n, 0);
  let sum = 0;
  return histogram
    .filter((entry) => entry.n > 0)
    .map((entry) => {
      sum += entry.n;
      return { ...entry, share: sum / total };
    });
}
