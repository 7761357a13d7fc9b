import type { Instant } from '../../../sql/vocabulary.ts';

type Numbers = { number(word: string): number };

/** Takes one event as numbers: a missing word is -1, a missing instant NaN. */
export type AddEvent = (
  key: number,
  step: number,
  operator: number,
  department: number,
  sequence: number,
  set: number,
  line: number,
  hasUnit: boolean,
  arrived: number,
  started: number,
  finished: number,
  dataTime: number,
) => void;

/** Where rows go that are read by their bytes: the columns of a file's events, words and case keys as numbers. */
export type PlainTarget<Attributes> = {
  keys: Numbers;
  events: {
    words: Numbers;
    setNumber(attributes: Attributes): number;
    add: AddEvent;
  };
  seen(dataTime: Instant): void;
};
