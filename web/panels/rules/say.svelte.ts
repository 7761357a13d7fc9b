import type { RuleRow } from '../../../api/contract/rules.ts';
import { language, t, term } from '../../i18n/i18n.svelte.ts';
import { className, unitName } from '../../i18n/words.svelte.ts';
import { currentSource } from '../../sources.svelte.ts';

/** What a limit says, in the reader's language. */

export const setName = ({ name, nameEn }: { name: string; nameEn: string }): string =>
  language.current === 'zh' ? name : nameEn;

export function valueText({ value, unit, statistic }: RuleRow): string {
  if (statistic === 'agreed') return t('rules.agreed');
  if (value === null) return t('rules.unset');
  const text = t(`rules.unit.${unit}`, { n: value });
  return statistic === 'mean' ? t('rules.mean', { limit: text }) : text;
}

/** Whom it concerns: classes, then what else a case must be. */
export function whom(rule: RuleRow): string {
  const band = (given: RuleRow['voltage'], measure: string) =>
    given === null
      ? []
      : [
          [
            given.over === null ? '' : t('rules.over', { n: `${given.over} ${measure}` }),
            given.upTo === null ? '' : t('rules.upTo', { n: `${given.upTo} ${measure}` }),
          ]
            .filter(Boolean)
            .join(' '),
        ];
  const joint = language.current === 'zh' ? '、' : ', ';
  return [
    rule.classes === null ? t('rules.everyClass') : rule.classes.map((code) => className(code)).join(joint),
    ...(rule.supplies === null ? [] : [t('rules.supplies', { n: rule.supplies })]),
    ...band(rule.voltage, 'kV'),
    ...band(rule.capacity, 'kVA'),
    ...Object.entries(rule.flags).map(([flag, wanted]) =>
      wanted ? term('rules.flag', flag) : t('rules.not', { flag: term('rules.flag', flag) }),
    ),
    ...(rule.units === null ? [] : [t('rules.units', { units: rule.units.map(nameOf).join(joint) })]),
  ].join('·');
}

/** A unit of the source by its name, one of another source by its code. */
function nameOf(code: string): string {
  const unit = currentSource()?.units.find((one) => one.code === code);
  return unit === undefined ? code : unitName(code, unit.name);
}

export const validText = ({ from, to }: RuleRow): string =>
  t('rules.valid', { from: from ?? t('rules.open'), to: to ?? t('rules.open') });

export const eventText = ({ stage, edge }: RuleRow['stop']): string =>
  stage === 'case' ? t(`rules.case.${edge}`) : t(`rules.event.${edge}`, { stage: term('stage', stage) });

export function pausesText({ pauses }: RuleRow): string {
  if (pauses === null) return t('rules.pauses.all');
  return pauses.length === 0 ? t('rules.pauses.none') : pauses.join(' · ');
}
