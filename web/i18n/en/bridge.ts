import type { bridge as zh } from '../zh/bridge.ts';

export const bridge = {
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
