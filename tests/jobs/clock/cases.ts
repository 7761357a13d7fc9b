import { isoText, parseDate } from '../../../jobs/clock/day.ts';
import { RULE_SETS, type RuleSet } from '../../../jobs/clock/rule-set.ts';
import {
  STAGES,
  type CaseLog,
  type Instant,
  type Owner,
  type Process,
  type StepEvent,
} from '../../../sql/vocabulary.ts';

export const ZONE = 'Asia/Shanghai';

/** "2026-08-17 09:14" on the business zone's wall clock. */
export const at = (text: string): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`) * 1000;
export const text = (instant: Instant | null) => (instant === null ? null : isoText(instant, ZONE).slice(0, 16));
export const day = parseDate;

const CUSTOMERS = ['fees', 'customer-design', 'customer-construction', 'rectification'];
const ASSESSED = ['plan', 'design', 'mid', 'completion', 'connect'];
const ownerOf = (code: string): Owner =>
  CUSTOMERS.includes(code) ? 'customer' : code === 'grid-works' ? 'grid' : 'utility';

/** The domain's process with one step per stage; step and stage numbers are places in STAGES. */
export const PROCESS: Process = {
  stages: STAGES.map((code, stage) => ({
    stage,
    code,
    name: code,
    owner: ownerOf(code),
    assessed: ASSESSED.includes(code),
  })),
  steps: STAGES.map((code, step) => ({ step, name: code, stage: step, owner: ownerOf(code) })),
  singleStamp: false,
  zone: ZONE,
  mapped: true,
};

export const stage = (code: (typeof STAGES)[number]) => STAGES.indexOf(code);

/** A stay in the one step of a stage; without an end it is open. */
export function stay(code: (typeof STAGES)[number], arrived: string, finished?: string, started?: string): StepEvent {
  const times = {
    arrived: at(arrived),
    started: started === undefined ? null : at(started),
    finished: finished === undefined ? null : at(finished),
  };
  return {
    ...times,
    step: stage(code),
    at: times.finished ?? times.started ?? times.arrived,
    operator: null,
    department: null,
    unit: null,
    file: 1,
    line: 1,
  };
}

export function caseLog(parts: Partial<CaseLog> & { events: StepEvent[] }): CaseLog {
  return {
    caseId: 1,
    caseKey: '1',
    unit: 0,
    class: 'hv-single',
    business: '',
    state: parts.ended === undefined || parts.ended === null ? 'open' : 'archived',
    opened: parts.events[0]!.arrived!,
    ended: null,
    deadline: null,
    flags: 0,
    voltage: null,
    capacity: null,
    capacityUnit: null,
    supplies: null,
    customers: null,
    industry: null,
    manager: null,
    marks: 0,
    marksKnown: 0,
    pauses: [],
    ...parts,
  };
}

export function setOf(code: string): RuleSet {
  const set = RULE_SETS.find((one) => one.code === code);
  if (set === undefined) throw new Error(`no rule set ${code}`);
  return set;
}
