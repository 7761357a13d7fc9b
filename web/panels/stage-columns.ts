import { t } from '../i18n/i18n.svelte.ts';
import { count } from '../i18n/words.svelte.ts';
import type { Column } from './column.ts';

type Figures = {
  n: number;
  median: number | null;
  p90: number | null;
  late: number;
  openOverdue: number;
};

/** What is said of the clocks of one stage, whatever they are parted by; `list` leads to some of a row's cases. */
export function stageColumns<Row extends Figures>(list: (row: Row, more: Record<string, string>) => string | null) {
  const stopped: Column<Row>[] = [
    {
      key: 'n',
      head: t('stage-units.n'),
      numeric: true,
      cell: (row) => count(row.n),
      figure: (row) => row.n,
      href: (row) => list(row, { population: 'stopped' }),
      sort: (row) => row.n,
    },
    {
      key: 'median',
      head: t('stage-units.median'),
      numeric: true,
      wide: true,
      cell: (row) => String(row.median ?? '—'),
      sort: (row) => row.median,
    },
    {
      key: 'p90',
      head: t('stage-units.p90'),
      numeric: true,
      wide: true,
      cell: (row) => String(row.p90 ?? '—'),
      sort: (row) => row.p90,
    },
  ];
  const late: Column<Row>[] = [
    {
      key: 'late',
      head: t('stage-units.late'),
      numeric: true,
      wide: true,
      cell: (row) => count(row.late),
      figure: (row) => row.late,
      href: (row) => list(row, { population: 'stopped', verdict: 'overdue' }),
      sort: (row) => row.late,
    },
    {
      key: 'openOverdue',
      head: t('stage-units.openOverdue'),
      numeric: true,
      cell: (row) => count(row.openOverdue),
      figure: (row) => row.openOverdue,
      href: (row) => list(row, { from: '', to: '', population: 'running-clock', status: 'overdue' }),
      tone: (row) => (row.openOverdue > 0 ? 'over' : null),
      sort: (row) => row.openOverdue,
    },
  ];
  return { stopped, late };
}
