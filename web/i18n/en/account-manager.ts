import type { accountManager as zh } from '../zh/account-manager.ts';

export const accountManager = {
  'account-manager.heading': 'One account manager per case',
  'account-manager.finding':
    'One account manager: throughout {one} of {n} {n|case|cases} ({share}); nobody named for {without} open ones',
  'account-manager.note': 'archived {period}; open ones at the data time',
  'account-manager.definition':
    'Cases archived in the period, by the account manager each of their steps names: one throughout where all name the same; changed where one step names another than the step before, all changes counted; none for a time where some steps name one and others nobody, with the calendar days from such a step to the next. Cases whose steps hold no account manager are not in the share. Units only; people are not compared.',
  'account-manager.empty': 'No case is archived or open.',
  'account-manager.none': 'No case of this source names an account manager: how many are without one cannot be known.',
  'account-manager.unknown': 'The steps of this source name no account manager: changes cannot be known.',
  'account-manager.unit': 'Unit',
  'account-manager.n': 'Archived',
  'account-manager.known': 'Named in steps',
  'account-manager.one': 'One throughout',
  'account-manager.share': 'Share',
  'account-manager.changed': 'Changed',
  'account-manager.changes': 'Changes',
  'account-manager.gap': 'None for a time',
  'account-manager.gapDays': 'Days without',
  'account-manager.openWithout': 'Open without',
  'account-manager.who': 'Open cases of one account manager (name or number as the source has it)',
  'manager-open.heading': 'Open cases of {name}',
  'manager-open.note': 'by due date, {rules}',
  'manager-open.definition':
    'Cases open at the data time whose last recorded account manager this is, by due date. Not a ranking.',
  'manager-open.empty': 'No open case of {name} in what you may see.',
  'manager-open.all': 'See all {n} {n|case|cases}',
} satisfies Record<keyof typeof zh, string>;
