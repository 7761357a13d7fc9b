import type { Ground } from './ground.ts';
import { monthPlus } from './month.ts';

/** What narrows the list of cases to one that is as long as a number. */
export type List = Readonly<Record<string, string>>;
/** `excluded`: those left out. */
type Lists = { hits: List | null; n: List | null; excluded?: List | null };

const ENDED = { population: 'ended' };
const shareOf = (all: List, n: List, hits: List): Lists => ({ n: { ...all, ...n }, hits: { ...all, ...hits } });
const called = (n: string, hits: string) => shareOf({ population: 'callback' }, { grade: n }, { grade: hits });
const rate = (group: string) => shareOf({ ...ENDED, group }, { verdict: 'decided' }, { verdict: 'met' });
const only = (hits: List): Lists => ({ hits, n: null });
/** Every case that is counted has a duration. */
const lasted = (of: List, excluded: List | null): Lists => ({ hits: of, n: of, excluded });
const processDays = lasted({ ...ENDED, daysFrom: '0' }, { ...ENDED, verdict: 'undecidable' });
const connected = (voltage: string, excluded: List | null = null) =>
  lasted({ population: 'connected', voltage }, excluded);

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
  'satisfaction-score': { ...called('graded', 'graded'), excluded: { population: 'callback', grade: 'ungraded' } },
  'complaints-per-10k': {
    ...{ hits: { population: 'complaint' }, n: ENDED },
    excluded: { population: 'complaint', complaint: 'repeated' },
  },
  'process-days median': processDays,
  'process-days p90': processDays,
  'mean-connect-time 10kv': connected('10kv'),
  'mean-connect-time 400v': connected('400v', { population: 'connected', voltage: 'none' }),
  'internal-overdue': only({ population: 'open', late: 'internal' }),
  designation: only({ population: 'callback', grade: 'designated' }),
};

/** The cases behind a figure of a measure, behind what it is a share of, and those left out; null where no list is as long. */
export function listsOf(
  g: Ground,
  of: { measure: string; part: string; excluded: number | null },
  neutralCounts: boolean,
): Required<Lists> {
  const lists = given(g, of, neutralCounts);
  // What is left out of a frozen month is not kept case by case.
  const kept = of.excluded !== null && g.reading !== 'reported';
  return { ...lists, excluded: kept ? (lists.excluded ?? null) : null };
}

function given(g: Ground, { measure, part }: { measure: string; part: string }, neutralCounts: boolean): Lists {
  if (measure === 'satisfaction-rate') return called('opinion', neutralCounts ? 'not-negative' : 'positive');
  if (measure === 'closing-stock') return only(closing(g));
  if (measure === 'carry-over-rate') return { hits: closing(g), n: { population: 'on-hand' } };
  if (measure === 'long-unenergised') return unenergised(part);
  return LISTS[`${measure} ${part}`.trim()] ?? { hits: null, n: null };
}

function unenergised(band: string): Lists {
  const all = { population: 'open', unenergised: band };
  return { ...only({ ...all, voltage: '10kv' }), excluded: { ...all, voltage: 'none' } };
}

/** Open at the period's end; a period that is not over ends with the data. */
function closing({ basis: { to, partial } }: Ground): List {
  const next = monthPlus(to, 1);
  return partial ? { population: 'open' } : { population: 'opening', from: next, to: next };
}
