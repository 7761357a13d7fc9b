import type { dueList as zh } from '../zh/due-list.ts';

export const dueList = {
  'due-list.print': 'Page to print',
  'due-list.open': 'Show the cases of {name}',
  'due-list.noCases': 'The cases could not be fetched; please try again.',
  'due-list.overdue': 'Overdue',
  'due-list.kind': '{kind}: {n} {n|case|cases}',
  'due-list.textBlock': '[{who}]',
  'due-list.textLine': '{kind}, {n} {n|case|cases}: {keys}',
  'due-list.textOver': ' ({n} over)',
  'due-list.textAnd': ', ',
  'due-list.paper': 'Print',
} satisfies Record<keyof typeof zh, string>;
