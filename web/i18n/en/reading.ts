import type { reading as zh } from '../zh/reading.ts';

export const reading = {
  'filter.reading': 'Reading',
  'filter.exempted': 'Exemptions',
  'reading.restated': 'restated',
  'reading.reported': 'as reported',
  'reading.in': 'before',
  'reading.outShort': 'after',
  'reading.asReported':
    'As reported: finished figures as frozen at closing; open cases and callbacks stay as the data stand',
  'reading.kept.open': 'As it stands at the data time: of open cases nothing is reported at closing.',
  'reading.kept.flow':
    'By the data of today: closing freezes verdicts and days of clocks, not how cases moved and waited.',
  'reading.kept.pauses':
    'Restated under the rules and data of today: closing freezes neither suspensions nor changes of limits, so there are no parts as reported.',
  'reading.kept.called': 'By the data of today: callbacks and complaints are not frozen at closing.',
  'reading.kept.facts': 'By the data of today: flags, managers and firms of a case are not frozen at closing.',
  'reading.kept.trials':
    'Compared with the verdicts of today: a trial judges each case anew, which a reported figure cannot be.',
  'reading.allStages': 'All stages: the chosen one does not narrow this panel',
  'reading.before':
    'Before exemptions: exempted clocks are taken out of compliance, stages and the causes of a change only.',
  'reading.unclosed': 'not closed, nothing reported: {months}',
  'reading.unkept': 'Closed without freezing the time to connect, nothing was reported of it: {months}',
  'reading.none': '{months} not closed: nothing has been reported. Once closed, the figures as reported stand here.',
  'reading.out':
    'After exemptions: exempted clocks are in neither side of a rate; open cases always stand before exemptions',
  'reading.exempted': '{n} exempted',
} satisfies Record<keyof typeof zh, string>;
