import type { FigureCase, FiguresInput } from '../../sql/read/figures-input.ts';
import type { DayNumber, Instant } from '../../sql/vocabulary.ts';
import { dayOf } from '../clock/day.ts';

export type FigureOptions = {
  /** Days of the first event, both included, cut in `zone`. */
  from?: DayNumber;
  to?: DayNumber;
  /** Events and ends after it do not count; default the source's last event. */
  asOf?: Instant;
  /** Zone of months and days; default the source's. */
  zone?: string;
};

/** A case that counts, with its events up to the instant asked for. */
export type Selected = {
  number: number;
  case: FigureCase;
  /** Events first … end − 1 count. */
  first: number;
  end: number;
  ended: Instant | null;
};

/** The cases of the figures: those with an event (a case list's case: its acceptance) by `asOf` and in the days asked for. */
export function select(input: FiguresInput, asOf: Instant, zone: string, { from, to }: FigureOptions): Selected[] {
  const selected: Selected[] = [];
  input.cases.forEach((fact, number) => {
    const { first, count, opened } = fact;
    let end = first + count;
    while (end > first && input.at[end - 1]! > asOf) end--;
    if (count > 0 ? end === first : opened > asOf) return;
    const day = from === undefined && to === undefined ? 0 : dayOf(count > 0 ? input.at[first]! : opened, zone);
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) return;
    selected.push({ number, case: fact, first, end, ended: endOf(input, fact, first, end, asOf) });
  });
  return selected;
}

function endOf(input: FiguresInput, fact: FigureCase, first: number, end: number, asOf: Instant): Instant | null {
  if (input.endsAtLastEvent && end > first) return input.at[end - 1]!;
  return fact.ended !== null && fact.ended <= asOf ? fact.ended : null;
}
