import type { whatIf as zh } from '../zh/what-if.ts';

export const whatIf = {
  'what-if.handle': 'Drag, or use the arrow keys, to try another limit',
  'what-if.value': 'try {n}',
  'what-if.tried': 'With a limit of {limit}: {rate} late ({late} / {n}).',
  'what-if.reported': 'As judged: {rate} ({late} / {n}).',
  'what-if.reset': 'Back to the limit in force',
  'what-if.heading': 'What if the limit were {limit} working days',
  'what-if.note': 'finished {period}; beside {rules}',
  'what-if.definition':
    'The limit of the stage is replaced by the tried one, everything else stays: a clock is late if it used more days than that. Open cases at the data time. One tried limit for all classes; choose a class first where their limits differ.',
  'what-if.history': 'Finished in the period, late if tried',
  'what-if.open': 'Running, late if tried',
  'what-if.units': 'Lowest units with a late clock',
  'what-if.of': '/ {n}',
  'what-if.beside': 'as judged {late}, {rate}',
  'what-if.besideOpen': 'as judged {late}',
  'what-if.besideUnits': 'as judged {n}',
  'what-if.static':
    'Static: it supposes that everyone works as fast under the new limit as before; in practice that will change.',
  'what-if.dayOff':
    'Of the late ones as judged, {n} finished on a day off after the last day without using another day; the trial counts used days and leaves them out.',
  'what-if.unit': 'Unit',
  'what-if.rate': 'Share late',
  'what-if.late': 'Late if tried',
  'what-if.asJudged': 'Late as judged',
} satisfies Record<keyof typeof zh, string>;
