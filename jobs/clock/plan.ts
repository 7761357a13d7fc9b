import { CUBE, OWNERS, type DayNumber } from '../../sql/vocabulary.ts';
import { byPrecedence, isApplied, meets, type AppliedRule } from './applicable.ts';
import { parseDate } from './day.ts';
import { HALL_HOURS, openingHours } from './hours.ts';
import type { Layout } from './layout.ts';
import type { Limit } from './measure.ts';
import type { EventRef, RuleSet } from './rule-set.ts';

/** Positions of the two kinds of event that belong to no stage of the process. */
export const THE_CASE = -1;
export const NOWHERE = -2;

/** An event by the position of its stage. */
export type Edge = { position: number; end: boolean };

/** A rule in the form a case is judged by. */
export type PlannedRule = {
  index: number;
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
};

/** The clocks of a class, in process order, then the whole process and the utility sum where the set limits them. */
export function planClocks(customerClass: string, layout: Layout, set: RuleSet): PlannedClock[] {
  const traits = { class: customerClass, voltage: null, capacity: null, flags: [] };
  const rules = byPrecedence(set).flatMap((index) => {
    const rule = set.rules[index]!;
    return isApplied(rule) && meets(rule, traits) ? [planRule(index, rule, layout)] : [];
  });
  const stages = layout.stages.flatMap(({ stage, code, clocked }, position) => {
    const own = rules.filter(({ rule }) => rule.scope === 'stage' && rule.stage === code);
    return clocked ? [{ stage, position, rules: own }] : [];
  });
  const ofCase = (stage: number, scope: string) => ({
    stage,
    position: THE_CASE,
    rules: rules.filter(({ rule }) => rule.scope === scope),
  });
  const wide = [ofCase(CUBE.whole, 'whole-process'), ofCase(CUBE.utilitySum, 'utility-sum')];
  return [...stages, ...wide.filter((clock) => clock.rules.length > 0)];
}

function planRule(index: number, rule: AppliedRule, layout: Layout): PlannedRule {
  const edge = ({ stage, edge }: EventRef): Edge => ({
    position: stage === 'case' ? THE_CASE : (layout.positionOfCode.get(stage) ?? NOWHERE),
    end: edge === 'end',
  });
  const mask = rule.counts.reduce((bits, owner) => bits | (1 << OWNERS.indexOf(owner)), 0);
  return {
    index,
    rule,
    limit: {
      value: rule.value,
      unit: rule.unit,
      convention: rule.convention,
      mask,
      hours: rule.hours === undefined ? HALL_HOURS : openingHours(rule.hours),
    },
    from: rule.from === null ? -Infinity : parseDate(rule.from),
    to: rule.to === null ? Infinity : parseDate(rule.to),
    starts: rule.start.map(edge),
    stop: edge(rule.stop),
  };
}
