import type { CrossMeasure, Dimension } from '../../cross-table.ts';
import { CUBE } from '../../vocabulary.ts';
import type { Kind } from '../group.ts';
import { CONNECTED } from '../voltage.ts';

type List = Record<string, string>;
/**
 * `from`: what is counted. Clocks that stopped (of the cube's row `stage`, or of all assessed stages), open cases,
 * callbacks or complaints. `n` and `hits` are the lists that are as long as these numbers, null where none is.
 */
type Counted = {
  from: 'clocks' | 'open' | 'callbacks' | 'complaints';
  stage?: number | 'assessed';
  kind?: Kind;
  shows: 'count' | 'share' | 'days' | 'mean-days' | 'points' | 'per-10k';
  n: List | null;
  hits: List | null;
};

const connected = (voltage: keyof typeof CONNECTED): Counted => ({
  ...{ from: 'clocks', stage: CONNECTED[voltage], shows: 'mean-days', hits: null },
  n: { population: 'connected', voltage },
});
const ended = (kind: Kind): Counted => ({
  ...{ from: 'clocks', stage: CUBE.case, kind, shows: 'share' },
  n: { population: 'ended', group: kind, verdict: 'decided' },
  hits: { population: 'ended', group: kind, verdict: 'met' },
});

export const COUNTED: Record<CrossMeasure, Counted> = {
  applications: {
    ...{ from: 'clocks', stage: CUBE.applied, shows: 'count', hits: null },
    n: { population: 'applied' },
  },
  completions: { from: 'clocks', stage: CUBE.case, shows: 'count', n: { population: 'ended' }, hits: null },
  'compliance-rate.hv': ended('hv'),
  'compliance-rate.lv': ended('lv'),
  'stage-overdue-rate': {
    ...{ from: 'clocks', stage: 'assessed', shows: 'share' },
    n: { population: 'stopped-any', verdict: 'decided' },
    hits: { population: 'stopped-any', verdict: 'overdue' },
  },
  'process-days': {
    ...{ from: 'clocks', stage: CUBE.case, shows: 'days', hits: null },
    n: { population: 'ended', daysFrom: '0' },
  },
  'mean-connect-time.10kv': connected('10kv'),
  'mean-connect-time.400v': connected('400v'),
  'open-stock': { from: 'open', shows: 'count', n: { population: 'open' }, hits: null },
  'open-overdue': { from: 'open', shows: 'count', n: { population: 'open', status: 'overdue' }, hits: null },
  'internal-overdue': { from: 'open', shows: 'count', n: { population: 'open', late: 'internal' }, hits: null },
  'satisfaction-rate': {
    ...{ from: 'callbacks', shows: 'share' },
    n: { population: 'callback', grade: 'opinion' },
    hits: { population: 'callback', grade: 'positive' },
  },
  'satisfaction-score': {
    ...{ from: 'callbacks', shows: 'points', hits: null },
    n: { population: 'callback', grade: 'graded' },
  },
  'callback-rate': {
    ...{ from: 'callbacks', shows: 'share' },
    n: { population: 'callback', grade: 'due' },
    hits: { population: 'callback', grade: 'made' },
  },
  'complaints-per-10k': {
    ...{ from: 'complaints', shows: 'per-10k', n: null },
    hits: { population: 'complaint', complaint: 'first' },
  },
};

/** It is told by percentiles, which take every single day. */
export const isTimed = (measure: CrossMeasure): boolean => ['days', 'mean-days'].includes(COUNTED[measure].shows);

/** Months closed long ago froze nothing of it. */
export const isConnectTime = (measure: CrossMeasure): boolean =>
  (Object.values(CONNECTED) as (number | string | undefined)[]).includes(COUNTED[measure].stage);

/** An open case has no month, and only clocks and open cases lie in a stage. */
export function fits(measure: CrossMeasure, dimensions: readonly Dimension[]): boolean {
  const { from, stage } = COUNTED[measure];
  if (dimensions.includes('month') && from === 'open') return false;
  return !dimensions.includes('stage') || from === 'open' || stage === 'assessed';
}
