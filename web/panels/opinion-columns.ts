import { percent } from '../i18n/format.ts';
import { t } from '../i18n/i18n.svelte.ts';
import type { Column } from './column.ts';

type Rated = { rate: number | null; low: number | null; high: number | null };

/** The rate of so many opinions, `minimum` at least, and its range of chance. */
export function rateColumns<Row extends Rated>(opinions: (row: Row) => number, minimum: number): Column<Row>[] {
  return [
    {
      key: 'rate',
      head: t('satisfaction.rate'),
      numeric: true,
      cell: (row) => (row.rate === null ? '—' : opinions(row) < minimum ? t('satisfaction.small') : percent(row.rate)),
      sort: (row) => row.rate,
    },
    {
      key: 'interval',
      head: t('satisfaction.interval'),
      numeric: true,
      wide: true,
      cell: (row) => (row.low === null ? '—' : `${percent(row.low)}–${percent(row.high ?? 1)}`),
    },
  ];
}
