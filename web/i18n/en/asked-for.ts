import type { askedFor as zh } from '../zh/asked-for.ts';

/** What is read only once it is asked for: the definitions of the overview, the help. */
export const askedFor = {
  'open-stock.definition':
    'Cases neither archived nor aborted at the data time. The status is the first that applies: overdue, due soon (at most 1 working day left or 80 % used), in time, paused, undecidable; the five add up to the stock.',
  'compliance-rate.definition':
    "Cases archived in the period. A high-voltage case complies only if all its assessed stages do; low voltage by the whole process or the utility's time in total; other classes by every limit they have. High and low voltage are not combined.",
  'stage-strip.definition':
    "A stage's clock that stopped in the period counts in its distribution; the late share is the part beyond the limit. In stage are cases whose clock of the stage runs at the data time, open overdue those of them past their due date.",
  'trend.definition':
    "Rates by the month of archiving, high and low voltage each in a box of its own; bars are open overdue cases at each month's end, in the last month at the data time. Thin line: last year. Unfinished months are hatched, their points hollow.",
  'due-list.definition':
    "Cases whose running clock is due today or tomorrow, and those past their due date, by the unit and department that holds them, longest overdue first. Days over are working days. Today is the source's own date.",
  'satisfaction-summary.definition':
    'Satisfied = (very satisfied + satisfied) ÷ (answered − no opinion), by callback date. Callback rate = made ÷ due.',
  'help.search': 'Find a case',
  'help.help': 'Show this list',
  'help.full': 'Full screen',
  'help.table': 'Chart or table',
  'help.export': 'Export the panel',
  'help.move': 'Next and previous case',
  'help.escape': 'Close, leave the field',
} satisfies Record<keyof typeof zh, string>;
