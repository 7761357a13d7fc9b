import type { Figures } from '../../jobs/figures/figures.ts';

type Durations = { n: number; mean: number; median: number; p90_linear: number; max: number };
type Arc = { from: string; to: string; count: number; mean: number; median: number; p90_linear: number };
export type Answers = {
  cases: number;
  events: number;
  activities: Record<string, number>;
  start_activities: Record<string, number>;
  end_activities: Record<string, number>;
  variants_n: number;
  variants_top10: { count: number; activities: string[] }[];
  case_duration: Durations;
  intervals?: { case_duration_first_start_to_last_end?: Durations };
  arcs_n: number;
  arcs: Arc[];
  rework: { per_activity: Record<string, { cases: number }> };
  cases_started_by_month: Record<string, number>;
  cases_ended_by_month: Record<string, number>;
  by_org: Record<string, { level: string; orgs: Record<string, { cases?: number; case_duration?: Durations }> }>;
};

/** What the answer file says, under the names of our figures. */
export function expectedFigures(answers: Answers) {
  const d = answers.intervals?.case_duration_first_start_to_last_end ?? answers.case_duration;
  return {
    cases: answers.cases,
    events: answers.events,
    activities: answers.activities,
    startActivities: answers.start_activities,
    endActivities: answers.end_activities,
    variants: answers.variants_n,
    topSizes: answers.variants_top10.map((variant) => variant.count),
    caseDurationS: { n: d.n, mean: d.mean, median: d.median, p90: d.p90_linear, max: d.max },
    arcs: new Map(answers.arcs.map((a) => [`${a.from} → ${a.to}`, [a.count, a.mean, a.median, a.p90_linear]])),
    rework: Object.fromEntries(Object.entries(answers.rework.per_activity).map(([name, { cases }]) => [name, cases])),
    startedByMonth: answers.cases_started_by_month,
    endedByMonth: answers.cases_ended_by_month,
  };
}

/** Our figures in the same shape. */
export function ourFigures(f: Figures) {
  const { n, mean, median, p90, max } = f.caseDurationS;
  return {
    cases: f.cases,
    events: f.events,
    activities: f.activities,
    startActivities: f.startActivities,
    endActivities: f.endActivities,
    variants: f.variants.count,
    topSizes: f.variants.top.map((variant) => variant.cases),
    caseDurationS: { n, mean, median, p90, max },
    arcs: new Map(f.arcs.map((a) => [`${a.from} → ${a.to}`, [a.n, a.meanS, a.medianS, a.p90S]])),
    rework: f.rework,
    startedByMonth: f.startedByMonth,
    endedByMonth: f.endedByMonth,
  };
}

/** Top variants of equal size may stand in any order in the answers; ours come by path. */
export function topPaths(variants: { cases: number; path: string[] }[]): string[] {
  const last = variants.at(-1)?.cases;
  return variants
    .filter(({ cases }) => cases !== last)
    .map(({ cases, path }) => `${cases} ${path.join(' → ')}`)
    .sort();
}

/** The answers are rounded to milliseconds, half a millisecond either way. */
const ROUNDING = 0.000_51;

/** Where two figures differ, as readable lines; none where they are the same to the answers' rounding. */
export function differences(ours: unknown, theirs: unknown, path = ''): string[] {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    return Math.abs(ours - theirs) <= (Number.isInteger(theirs) && Number.isInteger(ours) ? 0 : ROUNDING)
      ? []
      : [`${path}: ${ours}, not ${theirs}`];
  }
  if (ours instanceof Map && theirs instanceof Map)
    return differences(Object.fromEntries(ours), Object.fromEntries(theirs), path);
  if (isObject(ours) && isObject(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) =>
      differences(ours[key], theirs[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return ours === theirs ? [] : [`${path}: ${String(ours)}, not ${String(theirs)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
