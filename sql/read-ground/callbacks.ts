import { sql, type RawBuilder } from 'kysely';
import { callbackOf, type CallbackWord } from '../callback-word.ts';
import { visitHistogram } from '../histogram.ts';
import { GRADES, type Grade } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { monthPlus, type Month } from './month.ts';
import { monthStart } from './time.ts';
import { within } from './within.ts';

/** Callbacks `b` of the question's cases `f`: in the months by the day they were made, by the day they were due where not made. */
export function callbacks(g: Ground, from: Month, to: Month): RawBuilder<unknown> {
  return sql`callback b join case_fact f on f.origin = b.origin and f.case_key = b.case_key
    where ${within(g)} and coalesce(b.made, b.due) >= ${monthStart(from, g.zone)}
      and coalesce(b.made, b.due) < ${monthStart(monthPlus(to, 1), g.zone)}`;
}

const grade = (name: Grade) => sql`b.answered and b.grade = ${sql.lit(GRADES.indexOf(name))}`;

/** Which callbacks a figure of the satisfaction counts. `positive`: very satisfied and satisfied together. */
export const CALLBACKS = {
  due: sql`true`,
  made: sql`b.made is not null`,
  answered: sql`b.answered`,
  opinion: sql`b.answered and b.grade is distinct from ${sql.lit(GRADES.indexOf('no-opinion'))}`,
  positive: sql`b.answered and b.grade <= ${sql.lit(GRADES.indexOf('satisfied'))}`,
  'very-satisfied': grade('very-satisfied'),
  satisfied: grade('satisfied'),
  neutral: grade('neutral'),
  dissatisfied: grade('dissatisfied'),
  'very-dissatisfied': grade('very-dissatisfied'),
  'no-opinion': grade('no-opinion'),
  graded: sql`b.answered and b.grade < ${sql.lit(GRADES.indexOf('no-opinion'))}`,
  ungraded: sql`b.answered and coalesce(b.grade, ${sql.lit(GRADES.indexOf('no-opinion'))}) = ${sql.lit(GRADES.indexOf('no-opinion'))}`,
  'not-negative': sql`b.answered and b.grade <= ${sql.lit(GRADES.indexOf('neutral'))}`,
  'times-asked': sql`b.time_deviates is not null`,
  'time-deviates': sql`b.time_deviates`,
  designated: sql`b.designated`,
  'with-due': sql`b.due is not null`,
} satisfies Record<string, RawBuilder<unknown>>;
export type CallbackKind = keyof typeof CALLBACKS | 'punctual';

/** Made by the end of the day it was due on, in the source's zone. */
export const punctual = (zone: string) =>
  sql`(b.made at time zone ${zone})::date <= (b.due at time zone ${zone})::date`;

export const ofCallback = (kind: CallbackKind, zone: string): RawBuilder<unknown> =>
  kind === 'punctual' ? punctual(zone) : CALLBACKS[kind];

/** Callbacks counted; `grades` in the order of GRADES without 不评价. */
export type GradeCounts = {
  due: number;
  made: number;
  answered: number;
  noOpinion: number;
  grades: number[];
  /** Answered and asked whether the recorded times are right; those who remember others. */
  timesAsked: number;
  timeDeviates: number;
  /** The same of whether a firm was designated. */
  firmsAsked: number;
  designated: number;
};

const NO_OPINION = GRADES.indexOf('no-opinion');

/** Callbacks of the cube's rows by what `key` names their group; those it names nothing are left out. */
export function countCallbacks(
  rows: Iterable<{ hist: Uint8Array }>,
  key: (grp: number) => string | undefined,
): Map<string, GradeCounts> {
  const counted = new Map<string, GradeCounts>();
  for (const { hist } of rows)
    visitHistogram(hist, (grp, word, _verdict, n) => {
      const name = key(grp);
      if (name === undefined) return;
      let counts = counted.get(name);
      if (counts === undefined) counted.set(name, (counts = noCounts()));
      add(counts, callbackOf(word), n);
    });
  return counted;
}

function add(counts: GradeCounts, said: CallbackWord, n: number): void {
  counts.due += n;
  if (said.made) counts.made += n;
  if (said.timeDeviates !== null) counts.timesAsked += n;
  if (said.timeDeviates === true) counts.timeDeviates += n;
  if (said.designated !== null) counts.firmsAsked += n;
  if (said.designated === true) counts.designated += n;
  if (!said.answered) return;
  counts.answered += n;
  if (said.grade === NO_OPINION) counts.noOpinion += n;
  else if (said.grade !== null) counts.grades[said.grade]! += n;
}

export const gradedOf = ({ grades }: Pick<GradeCounts, 'grades'>): number => grades.reduce((sum, n) => sum + n, 0);

/** 满意度得分: the mean of the points of the grades given, in the order of GRADES; null without any. */
export function scoreOf(counts: Pick<GradeCounts, 'grades'>, points: readonly number[]): number | null {
  const n = gradedOf(counts);
  return n === 0 ? null : points.reduce((sum, worth, i) => sum + worth * counts.grades[i]!, 0) / n;
}

export function sumCounts(parts: Iterable<GradeCounts>): GradeCounts {
  const sum = noCounts();
  for (const part of parts) {
    for (const of of COUNTS) sum[of] += part[of];
    part.grades.forEach((n, grade) => (sum.grades[grade]! += n));
  }
  return sum;
}

const COUNTS = [
  ...(['due', 'made', 'answered', 'noOpinion'] as const),
  ...(['timesAsked', 'timeDeviates', 'firmsAsked', 'designated'] as const),
];

const noCounts = (): GradeCounts => ({
  ...(Object.fromEntries(COUNTS.map((of) => [of, 0])) as Record<(typeof COUNTS)[number], number>),
  grades: GRADES.slice(0, -1).map(() => 0),
});

export const gradeCounts: RawBuilder<unknown> = sql`
  count(*)::int as due, count(*) filter (where ${CALLBACKS.made})::int as made,
  count(*) filter (where ${CALLBACKS.answered})::int as answered,
  count(*) filter (where ${CALLBACKS['no-opinion']})::int as "noOpinion",
  count(b.time_deviates)::int as "timesAsked", count(*) filter (where ${CALLBACKS['time-deviates']})::int as "timeDeviates",
  count(b.designated)::int as "firmsAsked", count(*) filter (where ${CALLBACKS.designated})::int as designated,
  array[${sql.join(GRADES.slice(0, -1).map((name) => sql`count(*) filter (where ${CALLBACKS[name]})::int`))}] as grades`;
