import type { FiguresInput } from '../../sql/read/figures-input.ts';
import { GRADES, type Grade, type Instant } from '../../sql/vocabulary.ts';
import { gradePoints } from '../measures/measures.ts';
import type { Selected } from './selection.ts';

export type Satisfaction = {
  due: number;
  made: number;
  answered: number;
  grades: Record<Exclude<Grade, 'no-opinion'>, number>;
  noOpinion: number;
  rate: number | null;
  score: number | null;
};

/** Points of the grades in the score, by the registry's latest word. */
const POINTS = gradePoints('9999-12-31');
const pointsOf = (grade: string): number => POINTS[GRADES.indexOf(grade as Grade)] ?? 0;

/**
 * Callbacks of the selected cases. `asOf` only where it was asked for: callbacks come after a case's last event, so the
 * default instant would leave out most of them.
 */
export function satisfaction(input: FiguresInput, cases: readonly Selected[], asOf: Instant | undefined): Satisfaction {
  const selected = new Set(cases.map(({ number }) => number));
  const by = asOf ?? Infinity;
  const result: Satisfaction = {
    due: 0,
    made: 0,
    answered: 0,
    grades: { 'very-satisfied': 0, satisfied: 0, neutral: 0, dissatisfied: 0, 'very-dissatisfied': 0 },
    noOpinion: 0,
    rate: null,
    score: null,
  };
  for (const { case: number, due, made, answered, grade } of input.callbacks) {
    if (!selected.has(number) || (due ?? made ?? -Infinity) > by) continue;
    result.due++;
    if (made === null ? !answered : made > by) continue;
    result.made++;
    if (!answered) continue;
    result.answered++;
    if (grade === 'no-opinion') result.noOpinion++;
    else if (grade !== null) result.grades[grade]++;
  }
  const { grades } = result;
  const opinions = result.answered - result.noOpinion;
  if (opinions > 0) result.rate = (grades['very-satisfied'] + grades.satisfied) / opinions;
  const graded = Object.values(grades).reduce((sum, n) => sum + n, 0);
  const weighted = Object.entries(grades).reduce((sum, [grade, n]) => sum + n * pointsOf(grade), 0);
  if (graded > 0) result.score = weighted / graded;
  return result;
}
