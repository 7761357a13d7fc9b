/** What a column of a file can be used for, by what a row of the file is. */
const EVENT = ['operator', 'department', 'unit', 'class', 'business', 'channel', 'state'] as const;
const CASE_TIMES = ['opened', 'ended', 'deadline', 'updated', 'dataDate'] as const;
const TRAITS = ['voltage', 'capacity', 'supplies', 'customers', 'industry', 'manager'] as const;
const FIRMS = ['designer', 'builder', 'supplier'] as const;
const REST = ['half', 'dimension', 'personal', 'none'] as const;

/** A date is text there. */
export const TIMELESS: ReadonlySet<string> = new Set(['dimension', 'personal', 'none']);

export const SHAPES = {
  event: [
    'key',
    'step',
    'at',
    'lifecycle',
    ...EVENT,
    ...CASE_TIMES,
    'sequence',
    'eventId',
    ...TRAITS,
    ...FIRMS,
    ...REST,
  ],
  step: [
    'key',
    'step',
    'arrived',
    'started',
    'finished',
    ...EVENT,
    ...CASE_TIMES,
    'sequence',
    'eventId',
    ...TRAITS,
    ...FIRMS,
    ...REST,
  ],
  case: [
    'key',
    'milestone',
    'unit',
    'class',
    'business',
    'channel',
    'state',
    ...CASE_TIMES,
    ...TRAITS,
    ...FIRMS,
    ...REST,
  ],
  suspension: ['key', 'from', 'to', 'owner', 'reason', 'updated', 'dataDate', 'half', 'none'],
  callback: [
    'key',
    'due',
    'made',
    'answered',
    'grade',
    'timeDeviates',
    'designated',
    'updated',
    'dataDate',
    'half',
    'none',
  ],
  return: ['key', 'at', 'fromStep', 'toStep', 'operator', 'reason', 'updated', 'dataDate', 'half', 'none'],
  complaint: [
    'number',
    'key',
    'unit',
    'made',
    'channel',
    'category',
    'upheld',
    'duplicateOf',
    'updated',
    'dataDate',
    'half',
    'none',
  ],
  customer: ['key', 'customer', 'energised', 'updated', 'dataDate', 'half', 'none'],
  unit: ['unit', 'unitName', 'parent', 'from', 'to', 'successor', 'dataDate', 'none'],
} as const;

export type Shape = keyof typeof SHAPES;
export const SHAPE_NAMES = Object.keys(SHAPES) as Shape[];
export const isShape = (text: string): text is Shape => text in SHAPES;

/** Uses that several columns may have. */
const SEVERAL: readonly string[] = ['key', 'milestone', 'half', 'dimension', 'personal', 'none'];

/** Of each group one use must be there. */
const NEEDED: Record<Shape, readonly (readonly string[])[]> = {
  event: [['key'], ['step'], ['at']],
  step: [['key'], ['step'], ['finished', 'arrived', 'started']],
  case: [['key']],
  suspension: [['key'], ['from']],
  callback: [['key'], ['grade', 'made', 'due']],
  return: [['key'], ['at']],
  complaint: [
    ['number', 'key', 'unit'],
    ['made', 'upheld', 'category'],
  ],
  customer: [['key'], ['customer']],
  unit: [['unit']],
};

/** What a row of this shape cannot be read without and no column is used for; each by its likeliest name. */
export const lacking = (shape: Shape, uses: readonly string[]): string[] =>
  NEEDED[shape].filter((group) => !group.some((use) => uses.includes(use))).map((group) => group[0]!);

/** The uses as this shape allows them. */
export const allowed = (shape: Shape, uses: readonly string[]): string[] =>
  uses.map((use) => ((SHAPES[shape] as readonly string[]).includes(use) ? use : 'none'));

/** One column's use changed: a use only one column may have is taken from the column that had it. */
export const withUse = (uses: readonly string[], position: number, use: string): string[] =>
  uses.map((other, i) => (i === position ? use : other === use && !SEVERAL.includes(use) ? 'none' : other));

/** Times that rows of a shape cannot be read without. */
const NEEDED_TIMES: readonly string[] = ['at', 'finished', 'from', 'made'];

/** The uses once a column is told to hold dates: an unused one takes the time that is still lacking, if one is. */
export function asDates(shape: Shape, uses: readonly string[], position: number): string[] {
  const wanted = lacking(shape, uses).find((use) => NEEDED_TIMES.includes(use));
  return uses[position] === 'none' && wanted !== undefined ? withUse(uses, position, wanted) : [...uses];
}
