import type { satisfaction as zh } from '../zh/satisfaction.ts';

export const satisfaction = {
  'satisfaction.heading': 'Satisfaction rate',
  'satisfaction.note': 'called back in {period}',
  'satisfaction.definition':
    '(very satisfied + satisfied) ÷ (answered − no opinion), by date of the callback. The score is the weighted mean of the grades: 100, 80, 60, 30, 0.',
  'satisfaction.n': 'n = {n} opinions',
  'satisfaction.none': 'No callback in {period}.',
  'satisfaction.due': 'Due',
  'satisfaction.made': 'Made',
  'satisfaction.answered': 'Answered',
  'satisfaction.noOpinion': 'No opinion',
  'satisfaction.rate': 'Satisfaction rate',
  'satisfaction.score': 'Score',
  'satisfaction.response': 'Answered',
  'satisfaction.grade': 'Grade',
  'satisfaction.count': 'Cases',
  'satisfaction.share': 'Share',
  'satisfaction.previous': '{points} on the period before',
  'satisfaction.year': '{points} on last year',
  'satisfaction.units.heading': 'By unit',
  'satisfaction.units.finding':
    '{unit}: {rate} satisfied, below the whole’s {whole} ({satisfied} / {n} cases), to be checked',
  'satisfaction.units.definition':
    'Units one level below. The range of chance is 95% (Wilson); n under 50 is too small a sample; apart from the whole only beyond 99.8% and at a false-discovery rate of 5%, spread between units included. Weighted by callbacks: the classes’ rates weighted by callbacks made, not by answers, corrects for uneven response between classes, not for who answers within one.',
  'satisfaction.units.none': 'The unit has no units below it, or no callback in the period.',
  'satisfaction.unit': 'Unit',
  'satisfaction.interval': 'Range of chance',
  'satisfaction.corrected': 'Weighted by callbacks',
  'satisfaction.opinions': 'Opinions',
  'satisfaction.satisfied': 'Satisfied',
  'satisfaction.small': 'sample too small',
  'satisfaction.months.heading': 'Satisfaction by month',
  'satisfaction.months.definition':
    'Rate of each month’s callbacks; an unfinished last month is joined by a dotted line.',
  'satisfaction.months.none': 'No callback yet.',
  'satisfaction.month': 'Month',
} satisfies Record<keyof typeof zh, string>;
