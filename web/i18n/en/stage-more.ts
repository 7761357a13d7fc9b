import type { stageMore as zh } from '../zh/stage-more.ts';

export const stageMore = {
  'stage-open.heading': 'Days left of open clocks',
  'stage-open.finding': 'Working days left of {n} open {n|clock|clocks}, {overdue} overdue',
  'stage-open.note': 'at {time}, {rules}',
  'stage-open.definition':
    'Clocks of this stage that run at the data time, by working days from the last day the data covers to the day their deadline ends; left of the thick line the deadline has passed. Paused clocks by their postponed deadline. A bar opens its cases.',
  'stage-open.empty': 'No clock of this stage runs at the data time.',
  'stage-open.bar': '{days}: {n} {n|case|cases}',
  'stage-open.over': '{n} over',
  'stage-open.left': '{n} left',
  'stage-open.over-more': '{n}+ over',
  'stage-open.left-more': '{n}+ left',
  'stage-open.days': 'Left',
  'stage-open.due': 'Due',
  'stage-open.n': 'Clocks',
  'stage-open.overdue': 'Overdue',
  'stage-open.paused': 'Paused',
  'stage-open.foot': 'Working days. Overdue left of the thick line.',
  'stage-open.without': 'No limit set or undecidable',
  'hugging.heading': 'Finishing on the last day',
  'hugging.none': 'Finishing on the last day: not seen',
  'hugging.finding':
    'Finishing on the last day: {unit} {class}, day {limit} of the limit ends {share} of what is open; to be checked',
  'hugging.note': 'finished {period}, {rules}',
  'hugging.definition':
    'Of the clocks still running on the last day of their limit, the share that stops on it in time, against the higher of the same shares of the day before and the day after. Named only where it is 1.25 times as high and more than 3.09 standard errors above (by chance about one in a thousand); nothing is said where fewer than 50 reached the day, the limit is under 2 days, or limits changed in the period. It tells how finishing days are spread, nothing else.',
  'hugging.empty':
    'Fewer than 50 reached the last day everywhere, or the stage has no single limit: nothing can be said.',
  'hugging.says':
    '{unit} {class}: {open} open on day {limit} of the limit, {stopped} finished on it, {share}; the day before {before}, the day after {after}; about {excess} more than expected. To be checked.',
  'hugging.cases': 'See {n} {n|case|cases}',
  'hugging.kept':
    'In none of the {n} units and classes that can be judged is the share of the last day significantly above the days beside it.',
  'hugging.unit': 'Unit',
  'hugging.class': 'Class',
  'hugging.limit': 'Limit',
  'hugging.open': 'Open that day',
  'hugging.stopped': 'Finished',
  'hugging.share': 'Share',
  'hugging.before': 'Day before',
  'hugging.after': 'Day after',
  'hugging.check': 'Check',
  'hugging.verify': 'to be checked',
  'stage-classes.heading': 'By class',
  'stage-classes.class': 'Class',
  'stage-classes.definition':
    'Cases of each class that finished this stage in the period, beside the limit of that class; n below 50 is greyed.',
  'stage-classes.empty': 'No case finished this stage in the period.',
  'stages.manager': "Account manager {name}: distribution and days left are of that person's cases only",
  'stages.manager.drop': 'Remove the account manager',
} satisfies Record<keyof typeof zh, string>;
