import type { Ground } from './ground.ts';
import { monthPlus } from './month.ts';

/** What narrows the list of cases to one that is as long as a number. */
export type List = Readonly<Record<string, string>>;
type Lists = { hits: List | null; n: List | null };

const ENDED = { population: 'ended' };
const shareOf = (all: List, n: List, hits: List): Lists => ({ n: { ...all, ...n }, hits: { ...all, ...hits } });
const called = (n: string, hits: string) => shareOf({ population: 'callback' }, { grade: n }, { grade: hits });
const rate = (group: string) => shareOf({ ...ENDED, group }, { verdict: 'decided' }, { verdict: 'met' });
const only = (hits: List): Lists => ({ hits, n: null });

const LISTS: Readonly<Record<string, Lists>> = {
  'compliance-rate hv': rate('hv'),
  'compliance-rate lv': rate('lv'),
  'stage-overdue-rate': shareOf({ population: 'stopped-any' }, { verdict: 'decided' }, { verdict: 'overdue' }),
  'open-overdue': only({ population: 'open', status: 'overdue' }),
  'open-stock': only({ population: 'open' }),
  applications: only({ population: 'applied' }),
  completions: only(ENDED),
  'return-rate': shareOf(ENDED, {}, { trip: 'returned' }),
  'customer-round-trips customer-returns': shareOf(ENDED, {}, { trip: 'customer-return' }),
  'customer-round-trips failed-inspections': shareOf(ENDED, {}, { trip: 'failed-inspection' }),
  'online-share': shareOf({ population: 'applied' }, { reached: 'known' }, { reached: 'online' }),
  'callback-rate': called('due', 'made'),
  'time-mismatch': called('times-asked', 'time-deviates'),
  'callback-punctuality': called('with-due', 'punctual'),
  designation: only({ population: 'callback', grade: 'designated' }),
};

/** The cases behind a figure of a measure, and behind what it is a share of; null where no list is as long. */
export function listsOf(g: Ground, of: { measure: string; part: string }, neutralCounts: boolean): Lists {
  if (of.measure === 'satisfaction-rate') return called('opinion', neutralCounts ? 'not-negative' : 'positive');
  if (of.measure === 'closing-stock' || of.measure === 'carry-over-rate') return only(closing(g));
  return LISTS[`${of.measure} ${of.part}`.trim()] ?? { hits: null, n: null };
}

/** Open at the period's end; a period that is not over ends with the data. */
function closing({ basis: { to, partial } }: Ground): List {
  const next = monthPlus(to, 1);
  return partial ? { population: 'open' } : { population: 'opening', from: next, to: next };
}
