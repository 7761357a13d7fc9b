import { CUBE, OWNERS, type CaseLog, type DayNumber, type Process } from '../../sql/vocabulary.ts';
import { byPrecedence, fit, type AppliedRule, type Asked, type CaseTraits } from './applicable.ts';
import { parseDate } from './day.ts';
import { openingHours } from './hours.ts';
import type { Layout } from './layout.ts';
import type { Limit } from './measure.ts';
import type { EventRef, Rule, RuleSet } from './rule-set.ts';

/** Positions of the two kinds of event that belong to no stage of the process. */
export const THE_CASE = -1;
export const NOWHERE = -2;

/** An event by the position of its stage. */
export type Edge = { position: number; end: boolean };

/** A rule in the form a case is judged by. */
export type PlannedRule = {
  index: number;
  /** Its place in the order of precedence. */
  rank: number;
  rule: AppliedRule;
  limit: Limit;
  from: DayNumber;
  to: DayNumber;
  starts: readonly Edge[];
  stop: Edge;
};

/** One clock a case of a class may have: the first of its rules that is valid gives its limit. */
export type PlannedClock = {
  /** A stage, CUBE.whole or CUBE.utilitySum. */
  stage: number;
  /** Position of the stage; THE_CASE for the other two. */
  position: number;
  rules: readonly PlannedRule[];
  /** Rules that give the case no verdict, and why: what the source does not say, or a statistic over many cases. */
  silent: readonly SilentRule[];
};

export type SilentRule = {
  rule: Rule;
  reason: 'mean' | `${Asked}-unknown`;
  from: DayNumber;
  to: DayNumber;
  rank: number;
};

const WIDE = ['whole-process', 'utility-sum', 'A', 'B', 'C', 'D'];

/** Plans cases, those of equal traits once; only what some rule asks tells them apart. */
export function makePlanner(
  { unitPaths }: Process,
  layout: Layout,
  set: RuleSet,
): (log: CaseLog, unit: number) => PlannedClock[] {
  const asks = (condition: 'units' | 'supplies' | 'voltage' | 'capacity' | 'flags') =>
    set.rules.some((rule) => rule[condition] !== undefined);
  const [units, supplies, voltage, capacity, flags] = [
    asks('units'),
    asks('supplies'),
    asks('voltage'),
    asks('capacity'),
    asks('flags'),
  ];
  const plain = !(units || supplies || voltage || capacity || flags);
  const plans = new Map<string, PlannedClock[]>();
  return (log, unit) => {
    const key = plain
      ? log.class
      : [
          log.class,
          units && unit,
          supplies && log.supplies,
          voltage && log.voltage,
          capacity && log.capacity,
          flags && `${log.marks} ${log.marksKnown}`,
        ].join();
    let plan = plans.get(key);
    if (plan === undefined) {
      const unitPath = units ? (unitPaths?.get(unit) ?? []) : [];
      plans.set(key, (plan = planClocks({ ...log, unitPath }, layout, set)));
    }
    return plan;
  };
}

const SEGMENTS = { A: CUBE.segmentA, B: CUBE.segmentB, C: CUBE.segmentC, D: CUBE.segmentD } as const;

/** The clocks of a case, in process order, then whole process, utility sum and segments where the set limits them. */
export function planClocks(traits: CaseTraits, layout: Layout, set: RuleSet): PlannedClock[] {
  const rules: PlannedRule[] = [];
  const silent: SilentRule[] = [];
  byPrecedence(set, traits.unitPath).forEach((index, rank) => {
    const rule = set.rules[index]!;
    if (!rule.confirmed || (rule.value === null && rule.statistic !== 'agreed')) return;
    const found = fit(rule, traits);
    if (found === 'no') return;
    if (found !== 'yes') silent.push({ rule, reason: `${found}-unknown`, ...validity(rule), rank });
    else if (rule.statistic === 'mean') silent.push({ rule, reason: 'mean', ...validity(rule), rank });
    else rules.push(planRule(index, rank, { ...rule, value: rule.value ?? 0 }, layout));
  });
  const of = (stage: number, position: number, mine: (rule: Rule) => boolean): PlannedClock => ({
    stage,
    position,
    rules: rules.filter(({ rule }) => mine(rule)),
    silent: silent.filter(({ rule }) => mine(rule)),
  });
  const stages = layout.stages.flatMap(({ stage, code, clocked }, position) =>
    clocked ? [of(stage, position, (rule) => rule.scope === 'stage' && rule.stage === code)] : [],
  );
  const wide = [
    of(CUBE.whole, THE_CASE, (rule) => rule.scope === 'whole-process'),
    of(CUBE.utilitySum, THE_CASE, (rule) => rule.scope === 'utility-sum'),
    ...Object.entries(SEGMENTS).map(([segment, stage]) =>
      of(stage, THE_CASE, (rule) => rule.scope === 'segment' && rule.segment === segment),
    ),
  ];
  // The same clocks in the same places for every case: those of a case that moved are picked one by one.
  return [
    ...stages,
    ...wide.filter((_, place) => set.rules.some((rule) => WIDE[place] === (rule.segment ?? rule.scope))),
  ];
}

function validity({ from, to }: Rule): { from: DayNumber; to: DayNumber } {
  return { from: from === null ? -Infinity : parseDate(from), to: to === null ? Infinity : parseDate(to) };
}

function planRule(index: number, rank: number, rule: AppliedRule, layout: Layout): PlannedRule {
  const edge = ({ stage, edge }: EventRef): Edge => ({
    position: stage === 'case' ? THE_CASE : (layout.positionOfCode.get(stage) ?? NOWHERE),
    end: edge === 'end',
  });
  const mask = rule.counts.reduce((bits, owner) => bits | (1 << OWNERS.indexOf(owner)), 0);
  return {
    index,
    rank,
    rule,
    limit: {
      value: rule.value,
      unit: rule.unit,
      convention: rule.convention,
      mask,
      hours: rule.hours === undefined ? null : openingHours(rule.hours),
    },
    ...validity(rule),
    starts: rule.start.map(edge),
    stop: edge(rule.stop),
  };
}
