import type { FigureRows, FiguresInput } from '../../sql/read/figures-input.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { civilOf, dayOf, isoText } from '../clock/day.ts';
import { deadlines, type Deadlines } from './deadlines.ts';
import { summary, type DurationS } from './durations.ts';
import { activityCounts, arcs, variants, type Arc, type Counts, type Variants } from './paths.ts';
import { satisfaction, type Satisfaction } from './satisfaction.ts';
import { select, type FigureOptions, type Selected } from './selection.ts';
import { unitFigures, type UnitFigure } from './units.ts';

export type Figures = {
  /** ISO 8601 in `zone`; null for a source without events. */
  asOf: string | null;
  source: string;
  zone: string;
  cases: number;
  events: number;
  activities: Counts;
  startActivities: Counts;
  endActivities: Counts;
  variants: Variants;
  caseDurationS: DurationS;
  arcs: Arc[];
  rework: Counts;
  startedByMonth: Counts;
  endedByMonth: Counts;
  units: UnitFigure[];
  deadlines: Deadlines;
  satisfaction: Satisfaction;
  /** Cases left out of durations, by reason. */
  excluded: Record<string, number>;
  rows: FigureRows;
};

/** The figures people use to check us against other tools: elapsed seconds, linear percentiles, order as imported. */
export function figures(input: FiguresInput, options: FigureOptions = {}): Figures {
  const zone = options.zone ?? input.zone;
  const asOf = options.asOf ?? input.lastEvent ?? latestOpening(input);
  const cases = select(input, asOf ?? Infinity, zone, options);
  const micros = caseDurations(input, cases);
  const flagged = cases.filter(({ case: fact }) => fact.flagged).length;
  return {
    asOf: asOf === null ? null : isoText(asOf, zone),
    source: input.source,
    zone,
    cases: cases.length,
    events: cases.reduce((sum, { first, end }) => sum + end - first, 0),
    ...pathFigures(input, cases),
    caseDurationS: summary(micros.filter((duration) => !Number.isNaN(duration))),
    arcs: arcs(input, cases),
    ...monthFigures(input, cases, zone),
    units: unitFigures(input, cases, micros),
    deadlines: deadlines(input, cases, asOf ?? Infinity),
    satisfaction: satisfaction(input, cases, options.asOf),
    excluded: flagged > 0 ? { 'end-before-start': flagged } : {},
    rows: input.rows,
  };
}

function pathFigures(input: FiguresInput, cases: readonly Selected[]) {
  return { ...activityCounts(input, cases), variants: variants(input, cases) };
}

/** A source of a bare case list has no event to be asked as of. */
function latestOpening(input: FiguresInput): Instant | null {
  return input.cases.reduce<Instant | null>((latest, { opened }) => Math.max(latest ?? opened, opened), null);
}

/** From the first start to the last end, in microseconds; NaN for a case without events or with undecidable stamps. */
function caseDurations(input: FiguresInput, cases: readonly Selected[]): Float64Array {
  return Float64Array.from(cases, ({ case: fact, first, end }) => {
    if (fact.flagged || end === first) return NaN;
    let start = Infinity;
    for (let i = first; i < end; i++) start = Math.min(start, input.start[i]!);
    return input.at[end - 1]! - start;
  });
}

function monthFigures(input: FiguresInput, cases: readonly Selected[], zone: string) {
  const started = new Map<string, number>();
  const ended = new Map<string, number>();
  const texts = new Map<number, string>();
  const add = (months: Map<string, number>, at: Instant) => {
    const day = dayOf(at, zone);
    let text = texts.get(day);
    if (text === undefined) texts.set(day, (text = monthText(day)));
    months.set(text, (months.get(text) ?? 0) + 1);
  };
  for (const { first, end } of cases) {
    if (end === first) continue;
    add(started, input.at[first]!);
    add(ended, input.at[end - 1]!);
  }
  const sorted = (months: Map<string, number>) => Object.fromEntries([...months].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { startedByMonth: sorted(started), endedByMonth: sorted(ended) };
}

function monthText(day: number): string {
  const { year, month } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}
