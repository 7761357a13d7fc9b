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
  'bridge.heading': 'From reported to restated',
  'bridge.note': '{what}, {period}, {rules}',
  'bridge.archived': 'archived cases',
  'bridge.definition':
    'The figures frozen at closing plus every part are the figures restated under the rules and data of today. What came in after closing is a late arrival, what was there and changed a correction; where only the verdict changed, limits, calendar or the mapping of stages and units did it, limits and calendar changed together count as limits. Closed months only.',
  'bridge.part': 'Part',
  'bridge.n': 'Cases',
  'bridge.decided': 'Decided',
  'bridge.late': 'Late',
  'bridge.rate': 'Share late',
  'bridge.cases': 'Cases concerned',
  'bridge.reported': 'As reported',
  'bridge.restated': 'Restated, before exemptions',
  'bridge.after': 'Restated, after exemptions',
  'bridge.late-arrival': 'Late arrivals',
  'bridge.correction': 'Corrections',
  'bridge.rules': 'Limits changed',
  'bridge.calendar': 'Calendar changed',
  'bridge.mapping': 'Mapping of stages or units changed',
  'bridge.exemption': 'Exemptions',
  'bridge.absent': 'not in it',
  'bridge.more': '{n} more; the export has the first 200',
  'bridge.closed': '{month} closed by {by} on {at}',
  'bridge.open': 'No month of the period is closed: nothing has been reported.',
} satisfies Record<keyof typeof zh, string>;
