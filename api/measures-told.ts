import {
  gradePoints,
  measureOf,
  neutralCounts,
  onlineChannels,
  optionOn,
  optionParts,
} from '../jobs/measures/measures.ts';
import { dayPercentile, meanDays } from '../jobs/statistics/percentile.ts';
import type { Db } from '../sql/database.ts';
import type { Question } from '../sql/read-ground/ground.ts';
import { measureFigures, type FigureOptions } from '../sql/read/measure-figures.ts';
import { metricsDictionary } from '../sql/read/metrics-dictionary.ts';
import type { Scope } from '../sql/scope.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { MeasureFiguresReply } from './contract/measure-figures.ts';
import { gapTo } from './target-gap.ts';

/** Parts that need less than the whole measure does. */
const PART_NEEDS: Readonly<Record<string, readonly string[]>> = {
  'customer-returns': ['archive', 'customer-step'],
  'failed-inspections': ['archive', 'rectification'],
};

/** Every measure one number tells of a unit, with its target; those the source cannot tell are left out. */
export async function measuresTold(
  db: Db,
  scope: Scope,
  question: Question,
  now: Instant,
): Promise<MeasureFiguresReply> {
  const { delivered } = await metricsDictionary(db, scope, question);
  const day = new Date(now / 1000).toISOString().slice(0, 10);
  const read = await measureFigures(db, scope, question, now, optionsOn(day));
  const { targets, scoring, ...told } = read;
  const figures = read.figures.filter((f) => tellable(f, delivered)).map(toldAs);
  return {
    ...told,
    figures: figures.map((f) => {
      const of = { ...f, unit: told.basis.unit, share: f.kind === 'share' };
      return { ...f, target: gapTo({ targets, scoring }, of, f.value) };
    }),
  };
}

const optionsOn = (day: string): FigureOptions => ({
  neutralCounts: neutralCounts(day),
  onlineChannels: onlineChannels(day),
  points: gradePoints(day),
  longDays: optionParts(optionOn('long-unenergised', 'bands', day)).map(Number),
});

type Figure = Awaited<ReturnType<typeof measureFigures>>['figures'][number];

function tellable({ measure, part }: Figure, delivered: readonly string[]): boolean {
  const needs: readonly string[] = PART_NEEDS[part] ?? measureOf(measure).needs;
  return needs.every((field) => delivered.includes(field));
}

/** What is no share and no count. */
const KINDS: Readonly<Record<string, Told['kind']>> = {
  'customer-round-trips': 'mean',
  'process-days': 'working-days',
  'mean-connect-time': 'days',
  'satisfaction-score': 'points',
  'complaints-per-10k': 'per-10k',
};

type Told = MeasureFiguresReply['figures'][number];

/** A duration is told by the statistic its part or its measure names; the others stand beside it. */
function toldAs({ days, ...figure }: Figure) {
  const kind = KINDS[figure.measure] ?? (figure.n === null ? 'count' : 'share');
  if (days === null) return { ...figure, kind, beside: [] };
  const all = { median: dayPercentile(days, 0.5), p90: dayPercentile(days, 0.9), mean: meanDays(days) };
  const main = figure.part in all ? (figure.part as keyof typeof all) : 'mean';
  const others =
    figure.part === 'median' ? (['mean'] as const) : figure.part === 'p90' ? [] : (['median', 'p90'] as const);
  const beside = others.flatMap((of) => (all[of] === null ? [] : [{ of, value: all[of] }]));
  return { ...figure, kind, value: all[main], beside };
}
