import { parseDate } from './day.ts';
import { RuleFault } from './rule-fault.ts';
import type { Rule, RuleSet } from './rule-set.ts';

/** Days and hours are kept as smallint. */
const MOST = 32_767;
/** 200 years: dates end where the engine's do. */
const MOST_MONTHS = 2_400;

/** Throws a RuleFault for a limit no clock could be judged by, though each of its fields may stand alone. */
export function checkLimits({ code, rules }: Pick<RuleSet, 'code' | 'rules'>): void {
  if (code === '') throw new RuleFault('empty', { place: '/code' });
  rules.forEach((rule, index) => checkLimit(rule, `/rules/${index}`));
}

function checkLimit(rule: Rule, place: string): void {
  checkDays(rule, place);
  checkValue(rule, place);
  checkScope(rule, place);
  checkHours(rule, place);
  for (const name of ['voltage', 'capacity'] as const) {
    const band = rule[name];
    if (band !== undefined && !((band.over ?? -Infinity) < (band.upTo ?? Infinity)))
      throw new RuleFault('empty-band', { place: `${place}/${name}`, value: band });
  }
}

function checkDays({ from, to }: Rule, place: string): void {
  for (const [name, value] of Object.entries({ from, to })) {
    if (value === null) continue;
    try {
      parseDate(value);
    } catch {
      throw new RuleFault('no-date', { place: `${place}/${name}`, value });
    }
  }
  if (from !== null && to !== null && from > to) throw new RuleFault('ends-before', { place, value: from, other: to });
}

function checkValue({ value, unit }: Rule, place: string): void {
  if (value === null) return;
  const at = { place: `${place}/value`, value };
  const most = unit === 'month' ? MOST_MONTHS : MOST;
  if (value > most) throw new RuleFault('too-great', { ...at, other: String(most) });
  if (unit !== 'working-hour' && !Number.isInteger(value)) throw new RuleFault('not-whole', at);
}

/** A limit that names the place it holds for twice, or not at all, would hold nowhere. */
function checkScope(rule: Rule, place: string): void {
  for (const name of ['stage', 'segment'] as const) {
    const at = { place: `${place}/${name}`, value: rule[name], other: rule.scope };
    if (rule.scope === name && !rule[name]) throw new RuleFault('needed-by-scope', at);
    if (rule.scope !== name && rule[name] !== undefined) throw new RuleFault('not-with-scope', at);
  }
}

function checkHours({ hours, unit }: Rule, place: string): void {
  if (hours === undefined) return;
  if (unit !== 'working-hour') throw new RuleFault('hours-unused', { place: `${place}/hours`, other: unit });
  let before = '';
  hours.forEach(([from, to], index) => {
    const at = { place: `${place}/hours/${index}` };
    for (const value of [from, to]) if (value > '24:00') throw new RuleFault('no-time', { ...at, value });
    if (from >= to || from < before) throw new RuleFault('hours-order', { ...at, value: hours });
    before = to;
  });
}
