import type { Measure, MeasureOption } from './measure.ts';
import { SATISFACTION } from './satisfaction.ts';
import { SERVICE } from './service.ts';
import { STOCK } from './stock.ts';
import { TIMELINESS } from './timeliness.ts';

/** The registry: every measure there is, in the order people read them. */
export const MEASURES: readonly Measure[] = [...TIMELINESS, ...STOCK, ...SATISFACTION, ...SERVICE];

/** The measure of a code; throws where there is none. */
export function measureOf(code: string): Measure {
  const found = MEASURES.find((measure) => measure.code === code);
  if (found === undefined) throw new Error(`no measure "${code}"`);
  return found;
}

/** The value of a measure's option on a day, YYYY-MM-DD. */
export function optionOn(code: string, option: string, day: string): string {
  const found: MeasureOption | undefined = measureOf(code).options.find((one) => one.code === option);
  const value = found?.values.filter(({ from }) => from === null || from <= day).at(-1)?.value;
  if (value === undefined) throw new Error(`measure ${code} has no option "${option}" on ${day}`);
  return value;
}

/** Channels that count as online 线上 on a day, YYYY-MM-DD. */
export const onlineChannels = (day: string): string[] => optionParts(optionOn('online-share', 'online-channels', day));

/** Points of each grade but 不评价, best first, on a day, YYYY-MM-DD. */
export const gradePoints = (day: string): number[] =>
  optionParts(optionOn('satisfaction-score', 'grade-points', day)).map(Number);

/** Whether 一般 counts as satisfied on a day, YYYY-MM-DD. */
export const neutralCounts = (day: string): boolean => optionOn('satisfaction-rate', 'neutral-counts', day) === 'yes';

/** The parts of an option written as `a / b / c`. */
export const optionParts = (value: string): string[] => value.split(' / ');
