import type { suspensionWords as zh } from '../zh/suspensions.ts';

export const suspensionWords = {
  'suspensions.heading': 'Suspension audit',
  'suspensions.finding':
    'Suspension audit: in {unit} {rescued} of cases are in time only by suspension, {whole} overall',
  'suspensions.note': 'cases ended in {period}; limits by {rules}; to be checked, no verdict',
  'suspensions.definition':
    'The share excluded is the working days taken out by suspensions over all working days of the cases that ended. In time by suspension: a clock is in time, and would be late were its suspended days counted. Last-minute: opened when 80 % of a limit it stops was used. Retroactive: first delivered more than a day after it began. The heading names a unit only where its share in time by suspension is at least twice that of all and more than 3.09 standard errors above the others. Units with fewer than 30 cases are greyed.',
  'suspensions.empty': 'No suspensions in the chosen range.',
  'suspensions.unit': 'Unit',
  'suspensions.cases': 'Cases ended',
  'suspensions.suspended': 'Suspended',
  'suspensions.excluded': 'Time excluded',
  'suspensions.rescued': 'In time by suspension',
  'suspensions.rescuedShare': 'of cases',
  'suspensions.lastMinute': 'Last-minute',
  'suspensions.retroactive': 'Retroactive',
  'suspensions.notTold': 'This source does not date its suspensions: nothing can be said of retroactive ones.',
  'suspensions.noReason': 'no reason recorded',
  'suspensions.reason': 'Reason',
  'suspensions.byReason': 'Suspensions by reason',
  'suspensions.suspensions': 'Suspensions',
  'suspensions.excludedDays': 'Working days excluded',
} satisfies Record<keyof typeof zh, string>;
