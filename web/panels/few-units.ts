import { t } from '../i18n/i18n.svelte.ts';
import { count, unitName } from '../i18n/words.svelte.ts';

/** Units named in a heading; of more the number is told. */
const MOST_NAMED = 3;

export function fewUnits(rows: readonly { unit: string; unitName: string }[]): string {
  const first = rows
    .slice(0, MOST_NAMED)
    .map((row) => unitName(row.unit, row.unitName))
    .join(t('funnel.and'));
  return rows.length <= MOST_NAMED ? first : t('funnel.andMore', { units: first, n: count(rows.length) });
}
