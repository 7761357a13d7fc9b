import type { Db } from '../../sql/database.ts';
import { caseLogs, processOf } from '../../sql/read/case-log.ts';
import { trialScope, type EndedIn } from '../../sql/read/trial-scope.ts';
import { CUBE } from '../../sql/vocabulary.ts';
import { calendarOf } from '../clock/calendar.ts';
import { parseDate } from '../clock/day.ts';
import { checkedInForce } from '../clock/rule-generations.ts';
import type { RuleSet } from '../clock/rule-set.ts';
import { makeTry, type TriedClock, type Variation } from '../clock/variation.ts';
import { calendarInForce, ruleSetsInForce } from '../verdicts/in-force.ts';

/** What somebody wants to know: a scope of cases, and what is tried on it. */
export type TrialAsked = {
  source: string;
  unit?: string;
  class?: string;
  /** Ended cases only of these months, beside the open stock; absent: every ended one. */
  ended?: EndedIn;
  /** Code of the set it is compared with; default the primary one. */
  rules?: string;
  variation: Variation;
  /** With kind rules: another set in force, or a draft and how it would come into force. */
  other?: string;
  draft?: number;
  /** YYYY-MM-DD; null: a correction of the past. */
  from?: string | null;
};

type Tally = { cases: number; clocks: number; lateBefore: number; lateAfter: number; casesChanged: number };
export type TrialUnit = { unit: string; unitName: string; cases: number; toLate: number; toMet: number; other: number };
export type FlippedCase = { case: string; unit: string; stage: string; before: string; after: string; open: boolean };

/** What would be: on history (ended cases) and on the open stock, by unit, and which verdicts flip. */
export type TrialResult = {
  rules: string;
  other: string;
  cases: number;
  total: number;
  history: Tally;
  open: Tally;
  /** `met → overdue` and the like: clocks. */
  flips: { before: string; after: string; open: boolean; clocks: number }[];
  units: TrialUnit[];
  /** The first of them, by case. */
  flipped: FlippedCase[];
  flippedTotal: number;
  bound: boolean;
};

const MOST_LISTED = 500;
const nothing = (): Tally => ({ cases: 0, clocks: 0, lateBefore: 0, lateAfter: 0, casesChanged: 0 });
const isLate = (verdict: string) => verdict === 'overdue' || verdict === 'running-overdue';

/** Judges every case of the scope twice, in memory; nothing is written. */
export async function runTrial(
  db: Db,
  asked: TrialAsked,
  progress: (done: { cases: number; total: number }) => void = () => undefined,
): Promise<TrialResult> {
  const scope = await trialScope(db, asked);
  const process = await processOf(db, scope.origin);
  const sets = await ruleSetsInForce(db);
  const rules = named(sets, asked.rules ?? scope.primary);
  const other = await otherOf(sets, rules, asked, scope.draft);
  const usual = await calendarInForce(db);
  const tryOn = makeTry(
    process,
    { rules, other, calendar: calendarOf(rules, usual), otherCalendar: calendarOf(other, usual) },
    asked.variation,
  );
  const codes = new Map<number, string>([
    ...process.stages.map(({ stage, code }) => [stage, code] as const),
    ...Object.entries(CUBE).map(([word, stage]) => [stage, word] as const),
  ]);
  const units = new Map<number, TrialUnit>();
  const flips = new Map<string, TrialResult['flips'][number]>();
  const flipped: FlippedCase[] = [];
  const sums = { history: nothing(), open: nothing() };
  let [cases, flippedTotal] = [0, 0];
  for await (const logs of caseLogs(db, scope.origin, { caseIds: scope.caseIds })) {
    for (const log of logs) {
      const open = log.ended === null || log.ended > scope.asOf;
      const clocks = tryOn(log, scope.asOf);
      const changed = clocks.filter(({ before, after }) => before !== after);
      add(open ? sums.open : sums.history, clocks, changed);
      const unit = unitOf(log.unit);
      unit.cases++;
      if (changed.length === 0) continue;
      const [was, is] = [clocks.some(({ before }) => isLate(before)), clocks.some(({ after }) => isLate(after))];
      if (!was && is) unit.toLate++;
      else if (was && !is) unit.toMet++;
      else unit.other++;
      for (const { stage, before, after } of changed) {
        const key = `${before} ${after} ${open}`;
        const flip = flips.get(key) ?? { before, after, open, clocks: 0 };
        flips.set(key, { ...flip, clocks: flip.clocks + 1 });
        flippedTotal++;
        if (flipped.length < MOST_LISTED)
          flipped.push({ case: log.caseKey, unit: unit.unit, stage: codes.get(stage) ?? '', before, after, open });
      }
    }
    cases += logs.length;
    progress({ cases, total: scope.caseIds.length });
  }
  return {
    ...{ rules: rules.code, other: other.code, cases, total: scope.caseIds.length, ...sums, flipped, flippedTotal },
    flips: [...flips.values()].toSorted((a, b) => b.clocks - a.clocks),
    units: [...units.values()]
      .filter(({ toLate, toMet, other: rest }) => toLate + toMet + rest > 0)
      .toSorted((a, b) => b.toLate + b.toMet + b.other - (a.toLate + a.toMet + a.other)),
    bound: asked.variation.kind === 'drop' || asked.variation.kind === 'parallel',
  };

  function unitOf(number: number): TrialUnit {
    let unit = units.get(number);
    if (unit === undefined) {
      const { code, name } = scope.units.get(number) ?? { code: '', name: '' };
      units.set(number, (unit = { unit: code, unitName: name, cases: 0, toLate: 0, toMet: 0, other: 0 }));
    }
    return unit;
  }
}

function add(tally: Tally, clocks: readonly TriedClock[], changed: readonly TriedClock[]): void {
  tally.cases++;
  tally.clocks += clocks.filter(({ before, after }) => before !== 'none' || after !== 'none').length;
  if (clocks.some(({ before }) => isLate(before))) tally.lateBefore++;
  if (clocks.some(({ after }) => isLate(after))) tally.lateAfter++;
  if (changed.length > 0) tally.casesChanged++;
}

async function otherOf(
  sets: readonly RuleSet[],
  rules: RuleSet,
  asked: TrialAsked,
  draft: object | null,
): Promise<RuleSet> {
  if (asked.draft !== undefined) {
    if (draft === null) throw new RangeError(`there is no draft ${asked.draft}`);
    const coming = asked.from ? { from: parseDate(asked.from) } : { corrects: true as const };
    return checkedInForce(named(sets, (draft as RuleSet).code), draft as RuleSet, coming);
  }
  return asked.other === undefined ? rules : named(sets, asked.other);
}

function named(sets: readonly RuleSet[], code: string): RuleSet {
  const found = sets.find((set) => set.code === code);
  if (found === undefined) throw new RangeError(`there is no rule set "${code}"`);
  return found;
}
