import type { CaseReply, LedgerRow } from '../../../api/contract/case.ts';
import type { caseWords } from '../../i18n/zh/case.ts';

type Fact = LedgerRow['facts'][number];
export type Key = keyof typeof caseWords;
/** The words of one key, filled. */
export type Say = (key: Key, values?: Record<string, string | number>) => string;
/** How the reader's language names what the ledger speaks of by code. */
export type Names = {
  stage: (code: string, name: string) => string;
  owner: (code: string) => string;
  month: (n: number) => string;
  /** A number of days with the unit of the clock of that stage. */
  amount: (stage: string, n: number) => string;
  /** The deadline of the clock of that stage lies beyond the announced calendar. */
  provisional: (stage: string) => boolean;
};
export type Tone = 'plain' | 'met' | 'over' | 'accent' | 'paused';
export type Piece = { text: string; tone: Tone };

const TONES: Partial<Record<string, Tone>> = {
  met: 'met',
  overdue: 'over',
  'overdue-days': 'over',
  'make-up': 'accent',
  suspended: 'paused',
};

/**
 * `8 月 27 日`, with its year when that is not the row's, with the time of day where the fact has one; of a row of one
 * day the time alone.
 */
export function sayDate(text: string, row: Pick<LedgerRow, 'from' | 'to'>, say: Say, names: Names): string {
  const month = Number(text.slice(5, 7));
  const values = { year: text.slice(0, 4), month, day: Number(text.slice(8, 10)), monthName: names.month(month) };
  const time = text.slice(11, 16);
  if (time !== '' && row.from === row.to && text.startsWith(row.from)) return time;
  const date = say(text.startsWith(row.from.slice(0, 4)) ? 'case.say.date' : 'case.say.dateYear', values);
  return time === '' ? date : say('case.say.time', { date, time });
}

/** Which words of a kind fit what the fact holds. */
function keyOf(fact: Fact): string {
  if (fact.what === 'suspended' && fact.name === '') return 'suspendedPlain';
  if (fact.what === 'shifted' && fact.to === null) return 'shiftedOpen';
  if (fact.what === 'rest-days' && fact.date !== null) return fact.date === fact.to ? 'restDay' : 'restSpan';
  if (fact.what === 'overdue-days' && fact.first === fact.value) return 'overdueDay';
  if (fact.what === 'if-stopped-today') return (fact.first ?? 0) > 0 ? 'todayOver' : 'todayMet';
  return fact.what;
}

function factWords(fact: Fact, row: LedgerRow, say: Say, names: Names): string {
  const date = (text: string | null) => (text === null ? '' : sayDate(text, row, say, names));
  const n = Math.abs(fact.value ?? 0);
  return say(`case.fact.${keyOf(fact)}` as Key, {
    date: date(fact.date),
    to: date(fact.to),
    name: fact.stage === '' ? fact.name : names.stage(fact.stage, fact.name),
    n,
    first: fact.first ?? 0,
    amount: names.amount(fact.stage, n),
    mark: names.provisional(fact.stage) ? say('case.say.provisional') : '',
    over: names.amount(fact.stage, fact.first ?? 0),
  });
}

/** Weekends of one row are told together once there is more than one. */
function gathered(facts: readonly Fact[]): Fact[] {
  const rests = facts.filter((fact) => fact.what === 'rest-days');
  if (rests.length < 2) return [...facts];
  const days = rests.reduce((sum, fact) => sum + (fact.value ?? 0), 0);
  const all: Fact = { ...(rests[0] as Fact), date: null, to: null, value: days };
  return facts.flatMap((fact) => (fact === rests[0] ? [all] : fact.what === 'rest-days' ? [] : [fact]));
}

/** What the row is, before its facts; empty where the facts say it all. */
function lead(row: LedgerRow, say: Say, names: Names): string {
  const n = row.workingDays;
  switch (row.kind) {
    case 'counted': {
      const key = `case.say.counted.${row.owner}`;
      return isOwned(key) ? say(key, { n }) : say('case.say.counted', { n });
    }
    case 'paused':
      return say('case.say.paused', { n, owner: names.owner(row.owner ?? 'customer') });
    case 'today':
      return say('case.say.today');
    default:
      return row.facts.length > 0 ? '' : say(row.kind === 'start' ? 'case.say.start' : 'case.say.off');
  }
}

const OWNED = ['utility', 'customer', 'government', 'grid'].map((owner) => `case.say.counted.${owner}`);
const isOwned = (key: string): key is 'case.say.counted.utility' => OWNED.includes(key);

/** One line of the ledger in words, in pieces so that verdicts stand out. A day is never unexplained. */
export function ledgerSentence(row: LedgerRow, say: Say, names: Names): Piece[] {
  const opening = lead(row, say, names);
  const pieces: Piece[] = opening === '' ? [] : [{ text: opening, tone: 'plain' }];
  for (const fact of gathered(row.facts)) {
    const over = fact.what === 'if-stopped-today' && (fact.first ?? 0) > 0;
    pieces.push({ text: factWords(fact, row, say, names), tone: over ? 'over' : (TONES[fact.what] ?? 'plain') });
  }
  return pieces.flatMap((piece, i) => [
    piece,
    { text: say(i === pieces.length - 1 ? 'case.ledger.stop' : 'case.ledger.and'), tone: 'plain' as const },
  ]);
}

export const sentenceText = (pieces: Piece[]): string => pieces.map((piece) => piece.text).join('');

/** `43 个工作日 = 供电企业 24 + 客户 19 + 政府审批 0 + 电网配套工程 0`. */
export function equation(totals: CaseReply['totals'], say: Say): string {
  const { utility, customer, government, grid } = totals;
  return say('case.ledger.equation', { all: totals.workingDays, utility, customer, government, grid });
}

/** The whole ledger as plain text, a line a row, to paste into a message. */
export function ledgerText(
  reply: Pick<CaseReply, 'ledger' | 'totals'>,
  heading: string,
  say: Say,
  names: Names,
  date: (iso: string) => string,
): string {
  const span = (row: LedgerRow) =>
    row.from === row.to ? date(row.from) : say('case.ledger.range', { from: date(row.from), to: date(row.to) });
  const owner = (row: LedgerRow) => (row.owner === null ? say('case.ledger.none') : names.owner(row.owner));
  const lines = reply.ledger.map((row) =>
    [span(row), owner(row), sentenceText(ledgerSentence(row, say, names)), row.workingDays, row.total].join('\t'),
  );
  return [heading, ...lines, equation(reply.totals, say)].join('\n');
}

/** Where the facts lie: each file once with its lines, runs joined, at most `most` runs. */
export function provenance(
  events: Pick<CaseReply['events'][number], 'file' | 'line'>[],
  most = 6,
): { file: string; lines: string }[] {
  const files = new Map<string, Set<number>>();
  for (const { file, line } of events) files.set(file, (files.get(file) ?? new Set()).add(line));
  const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  return [...files].map(([file, set]) => {
    const lines = [...set].sort((a, b) => a - b);
    const runs: [number, number][] = [];
    for (const line of lines) {
      const run = runs[runs.length - 1];
      if (run && line === run[1] + 1) run[1] = line;
      else runs.push([line, line]);
    }
    const words = runs
      .slice(0, most)
      .map(([from, to]) => (from === to ? grouped(from) : `${grouped(from)}–${grouped(to)}`));
    return { file, lines: words.join(', ') + (runs.length > most ? ' …' : '') };
  });
}
