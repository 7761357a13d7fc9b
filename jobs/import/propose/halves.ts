import { Columns } from '../read/columns.ts';
import { isTimeOfDay, joinHalves, withoutMidnight } from '../read/halves.ts';
import { contentOf } from './column-content.ts';
import { rolesOf, wordsOf, type Role } from './names.ts';
import type { Sample } from './sample.ts';

const MIN_SHARE = 0.9;
const TRIED = 200;
const OF_TIME = /日期|时间|时刻|时分|date|time|clock|\bof\b|\bday\b|\s/g;

/** What a name says beside that it is of a time: 完成日期 and 完成时间 are halves of one. */
const stemOf = (name: string): string => wordsOf(name).replaceAll(OF_TIME, '');

const filled = (sample: Sample, i: number): string[] =>
  sample.rows
    .map((row) => row[i] ?? '')
    .filter((value) => value.trim() !== '')
    .slice(0, TRIED);

const mostly = (values: readonly string[], says: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(says).length >= values.length * MIN_SHARE;

function isBareDate(sample: Sample, i: number): boolean {
  if (!mostly(filled(sample, i), (value) => !/[:：时點点]/.test(withoutMidnight(value)))) return false;
  const { instants, ambiguous } = contentOf(sample.columns[i]!, i, sample.rows, sample.zone, true);
  return instants !== null || ambiguous;
}

/** A duration is written as a time of day, too. */
const OF_EVENTS: readonly Role[] = ['at', 'arrived', 'started', 'finished', 'opened', 'ended', 'from', 'to'];
const tellsOfAnEvent = (name: string) => rolesOf(name).some((role) => OF_EVENTS.includes(role));

/**
 * The columns of a sample that hold a stamp's date and its time of day apart: the column it is read under → the other. The one
 * whose name says which time it is leads, the date's where both do; a date may belong to several times of day.
 */
export function halvesIn(sample: Sample): Record<string, string> {
  const all = sample.columns.map((_, i) => i).filter((i) => sample.columns[i] !== '');
  const times = all.filter((i) => mostly(filled(sample, i), isTimeOfDay));
  if (times.length === 0) return {};
  const dates = all.filter((i) => !times.includes(i) && isBareDate(sample, i));
  const stem = (i: number) => stemOf(sample.columns[i]!);
  const beside = (i: number) => dates.find((date) => date === i - 1) ?? dates.find((date) => date === i + 1);
  const unnamed = dates.find((date) => stem(date) === '');
  const halves: Record<string, string> = {};
  const pair = (own: number, other: number) => (halves[sample.columns[own]!] ??= sample.columns[other]!);
  for (const time of times) {
    const named = dates.find((date) => stem(date) === stem(time));
    if (named !== undefined) pair(named, time);
    else if (stem(time) === '') {
      const date = unnamed ?? beside(time);
      if (date !== undefined) pair(date, time);
    } else if (unnamed !== undefined && tellsOfAnEvent(sample.columns[time]!)) {
      pair(time, unnamed);
    }
  }
  return halves;
}

/** The sample as if its halves stood in one column: `sample` without the other ones, and how its rows are put together. */
export function withHalves(sample: Sample): Sample {
  const halves = halvesIn(sample);
  const join = joinHalves({ halves }, new Columns(sample.columns));
  if (join === null) return sample;
  const others = new Set(Object.values(halves));
  const columns = sample.columns.map((name) => (others.has(name) ? '' : name));
  const put = (values: readonly string[]) => join(values).map((value, i) => (columns[i] === '' ? '' : value));
  return { ...sample, columns, rows: sample.rows.map(put), halves, join: put };
}
