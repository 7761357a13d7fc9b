import type { TrialResult } from '../../jobs/trial/trial.ts';

/** What a trial found, for people at a terminal. */
export function trialText({ history, open, flips, units, rules, other, bound }: TrialResult): string {
  const line = (name: string, one: TrialResult['open']) =>
    `${name}: ${one.cases} cases, late ${one.lateBefore} → ${one.lateAfter}, ${one.casesChanged} cases change`;
  return [
    `${rules} → ${other}${bound ? ' (an upper bound)' : ''}; static: nobody is supposed to work differently`,
    line('history', history),
    line('open', open),
    ...flips.map((one) => `  ${one.before} → ${one.after}${one.open ? ' (open)' : ''}: ${one.clocks} clocks`),
    ...units.map(
      (one) => `  ${one.unit} ${one.unitName}: ${one.toLate} become late, ${one.toMet} no more, ${one.other} other`,
    ),
    '',
  ].join('\n');
}
