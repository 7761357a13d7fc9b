import { t, term } from '../../i18n/i18n.svelte.ts';
import { businessName, className, month, stageName, unitName } from '../../i18n/words.svelte.ts';
import type { Dimension, DimensionCode, MeasureCode } from './option.ts';

export const dimensionName = (code: DimensionCode): string => t(`cross.by.${code}`);
export const measureName = (code: MeasureCode): string => term('cross.measure', code);

/** A value as people read it. */
export function valueName({ dimension }: Pick<Dimension, 'dimension'>, value: Dimension['values'][number]): string {
  const { name, own } = value;
  if (dimension.startsWith('unit')) {
    const unit = unitName(value.value, name);
    return own ? t('cross.own', { unit }) : unit;
  }
  if (name === '') return t('cross.blank');
  if (dimension === 'month') return month(name);
  if (dimension === 'class') return className(name);
  if (dimension === 'business') return businessName(name);
  if (dimension === 'stage') return stageName(value.value, name);
  if (dimension !== 'capacity') return name;
  const [from, to] = name.split('~');
  if (!from) return t('cross.under', { n: to ?? '' });
  return to ? t('cross.band', { from, to }) : t('cross.from', { n: from });
}

const OURS = ['month', 'capacity'];
/** The name came with the data. */
export const isImported = (dimension: string): boolean => !OURS.includes(dimension);
