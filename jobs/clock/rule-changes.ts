import type { Rule, RuleSet } from './rule-set.ts';

/** What differs between two versions of a set, rule by rule. */
export type RuleChange = {
  kind: 'added' | 'removed' | 'changed';
  rule: Rule;
  fields: { field: string; before: string; after: string }[];
};

/** Rules are the same limit where all but value, unit, days, convention, confirmation and words agree. */
export function ruleChanges(before: RuleSet, after: RuleSet): RuleChange[] {
  const text = (rule: Rule) => JSON.stringify(rule);
  const old = before.rules.filter((rule) => !after.rules.some((one) => text(one) === text(rule)));
  const young = after.rules.filter((rule) => !before.rules.some((one) => text(one) === text(rule)));
  const changes: RuleChange[] = [];
  for (const rule of young) {
    const at = old.findIndex((one) => limitOf(one) === limitOf(rule));
    if (at < 0) changes.push({ kind: 'added', rule, fields: [] });
    else changes.push({ kind: 'changed', rule, fields: fieldsOf(old.splice(at, 1)[0]!, rule) });
  }
  return [...changes, ...old.map((rule): RuleChange => ({ kind: 'removed', rule, fields: [] }))];
}

const limitOf = ({ scope, stage, segment, classes, supplies, voltage, capacity, flags, units }: Rule): string =>
  JSON.stringify([scope, stage, segment, classes, supplies, voltage, capacity, flags, units]);

function fieldsOf(before: Rule, after: Rule): RuleChange['fields'] {
  const said = (value: unknown) =>
    value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Rule)[];
  return names.flatMap((field) => {
    const [was, is] = [said(before[field]), said(after[field])];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}
