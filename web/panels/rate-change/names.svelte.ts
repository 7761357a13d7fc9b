import { businessName, className, stageName, unitName } from '../../i18n/words.svelte.ts';
import type { Part } from './option.ts';

/** What a part is made of, in the reader's language: a unit, a stage, or a class with its business type. */
export function nameOf(detail: Part['details'][number]): string {
  if (detail.of === 'unit') return unitName(detail.code, detail.name);
  if (detail.of === 'stage') return stageName(detail.code, detail.name);
  return `${className(detail.class)}·${businessName(detail.business)}`;
}
