/** What a cross table is laid out by; unit1 to unit3: the unit so many levels below the chosen one. */
export const DIMENSIONS = [
  'unit1',
  'unit2',
  'unit3',
  'month',
  'class',
  'business',
  'stage',
  'channel',
  'industry',
  'capacity',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a cross table counts; the part before the dot is the measure's code in the registry. */
export const CROSS_MEASURES = [
  'applications',
  'completions',
  'compliance-rate.hv',
  'compliance-rate.lv',
  'stage-overdue-rate',
  'process-days',
  'mean-connect-time.10kv',
  'mean-connect-time.400v',
  'open-stock',
  'open-overdue',
  'internal-overdue',
  'satisfaction-rate',
  'satisfaction-score',
  'callback-rate',
  'complaints-per-10k',
] as const;
export type CrossMeasure = (typeof CROSS_MEASURES)[number];
