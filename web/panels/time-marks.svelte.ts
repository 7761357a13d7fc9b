import type { AnnotationsReply } from '../../api/contract/annotations.ts';
import type { RuleStart } from '../../api/contract/rule-start.ts';
import { chosen } from '../filters.svelte.ts';
import { language, t } from '../i18n/i18n.svelte.ts';
import { date } from '../i18n/words.svelte.ts';
import { withQuery } from '../query.ts';
import { resource, type Resource } from '../resource.svelte.ts';
import { currentSource } from '../sources.svelte.ts';

/** What stands on every time axis: days on which rules begin, and notes 批注 on months. */

/** A day on which rules begin, in words and as the day alone. */
export type RuleMark = { date: string; month: string; day: string; text: string };

export const ruleMarks = (starts: readonly RuleStart[]): RuleMark[] =>
  starts.map((start) => ({
    date: start.date,
    month: start.date.slice(0, 7),
    day: date(start.date),
    text: t(start.ownSet ? 'trend.ownRules' : 'trend.otherRules', {
      date: date(start.date),
      name: language.current === 'zh' ? start.name : start.nameEn,
    }),
  }));

/** The notes on the months of the chosen unit. Call it while a component is set up. */
export const notes = (): Resource<AnnotationsReply> =>
  resource<AnnotationsReply>(() => {
    const source = currentSource()?.source;
    return source ? withQuery('/api/v1/annotations', {}, { source, unit: chosen('unit') }) : null;
  });
