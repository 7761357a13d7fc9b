import type { Profile, Table } from './profile.ts';

/** A question of the screens, with what a source must deliver for it: of each group one of the parts. */
const QUESTIONS = {
  'open-stock': [['state', 'ended', 'endActivities']],
  'stage-time': [['step', 'milestones']],
  'wait-and-work': [['arrived'], ['started', 'finished']],
  'source-deadline': [['deadline']],
  'legal-limits': [['class'], ['steps']],
  responsibility: [['department']],
  units: [['unit']],
  business: [['business']],
  channel: [['channel']],
  satisfaction: [['grade']],
  suspensions: [['from']],
  operators: [['operator']],
  corrections: [['updated', 'dataDate']],
  returns: [['fromStep', 'toStep']],
  complaints: [['upheld', 'category', 'number']],
  firms: [['designer', 'builder', 'supplier']],
  batch: [['customer', 'customers']],
  missing: [['snapshot']],
} as const satisfies Record<string, readonly (readonly string[])[]>;

export type Question = keyof typeof QUESTIONS;
export type Capabilities = {
  can: Question[];
  /** What cannot be answered, and the neutral fields any of which would help. */
  cannot: { question: Question; missing: string[] }[];
};

/** Fields of a row without which its shape says nothing of them. */
const partsOf = (table: Table): string[] => [
  ...Object.keys(table.fields),
  ...(table.milestones && Object.keys(table.milestones).length > 0 ? ['milestones'] : []),
];

/** Which questions a source read by these tables can answer, and which not, for want of which column. */
export function capabilitiesOf(profile: Profile): Capabilities {
  const present = new Set(profile.tables.flatMap(partsOf));
  if (profile.tables.some((table) => table.delivery === 'snapshot')) present.add('snapshot');
  if ((profile.endActivities ?? []).length > 0) present.add('endActivities');
  if (Object.keys(profile.steps ?? {}).length > 0) present.add('steps');
  const can: Question[] = [];
  const cannot: Capabilities['cannot'] = [];
  for (const [question, needed] of Object.entries(QUESTIONS) as [Question, readonly (readonly string[])[]][]) {
    const lacking = needed.filter((group) => !group.some((part) => present.has(part)));
    if (lacking.length === 0) can.push(question);
    else cannot.push({ question, missing: lacking.map((group) => group[0]!) });
  }
  return { can, cannot };
}
