import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoCase } from '../../../jobs/demo/case.ts';
import type { Kind } from '../../../jobs/demo/kind.ts';
import { DAY_MS, type Local } from '../../../jobs/demo/office-time.ts';
import planted from '../../../jobs/demo/planted.json' with { type: 'json' };
import type { County, Size } from '../../../jobs/demo/province.ts';
import { kindOf, simulate } from '../../../jobs/demo/simulate.ts';
import { makeWorld, type World } from '../../../jobs/demo/world.ts';
import {
  BUSINESS_ZONE,
  STAGES,
  type CaseLog,
  type Instant,
  type Owner,
  type Process,
} from '../../../sql/vocabulary.ts';

/** The demo's logs as the importer would hand them over, without a database. */

const PROFILE = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../jobs/import/profiles/demo.json'), 'utf8'),
) as { classes: Record<string, string>; steps: Record<string, { stage: (typeof STAGES)[number]; owner?: Owner }> };
const STEPS = Object.entries(PROFILE.steps);
const STEP = new Map(STEPS.map(([name], step) => [name, step]));
const ASSESSED: readonly string[] = ['plan', 'design', 'mid', 'completion', 'connect'];

export const PROCESS: Process = {
  stages: STAGES.map((code, stage) => ({
    ...{ stage, code, name: code },
    owner: STEPS.find(([, step]) => step.stage === code)?.[1].owner ?? 'utility',
    assessed: ASSESSED.includes(code),
  })),
  steps: STEPS.map(([name, { stage, owner = 'utility' }], step) => ({
    step,
    name,
    stage: STAGES.indexOf(stage),
    owner,
  })),
  singleStamp: false,
  zone: BUSINESS_ZONE,
  mapped: true,
};

export const UNTIL = '2026-10-21';

export const demoWorld = (size: Size, seed: number): World =>
  makeWorld({ size, seed, from: '2024-10-21', until: UNTIL }, planted.slowAcceptance.monthsBeforeUntil);

/** Cases of the counties and kinds asked for, as known at the end of the demo's last day. */
export function* demoLogs(
  world: World,
  wanted: { county?: (county: County) => boolean; kind?: (kind: Kind) => boolean },
): Generator<{ county: County; log: CaseLog }> {
  const last = Math.floor(Date.parse(`${world.key.until}T00:00:00Z`) / DAY_MS);
  let caseId = 0;
  for (const county of world.counties) {
    if (wanted.county?.(county) === false) continue;
    for (let day = world.fromDay; day <= last; day++) {
      for (let n = world.arrivals(county, day) - 1; n >= 0; n--) {
        const kind = kindOf(world, county, day, n);
        if (wanted.kind?.(kind) === false) continue;
        const log = logOf(simulate(world, county, day, n, kind), ++caseId, (last + 1) * DAY_MS);
        if (log !== null) yield { county, log };
      }
    }
  }
}

const instant = (local: Local): Instant => (local - 8 * 3_600_000) * 1000;

/** null: not accepted before `end`. */
export function logOf(one: DemoCase, caseId: number, end: Local): CaseLog | null {
  if (one.accepted >= end) return null;
  const known = (local: Local) => (local < end ? instant(local) : null);
  const events = one.steps
    .filter((step) => step.arrived < end)
    .map((step, line) => {
      const stamps = { arrived: known(step.arrived), started: known(step.started), finished: known(step.finished) };
      return {
        ...stamps,
        step: STEP.get(step.name)!,
        at: stamps.finished ?? stamps.started ?? stamps.arrived!,
        operator: step.operator || null,
        department: step.department || null,
        ...{ unit: null, file: 1, line },
      };
    });
  return {
    caseId,
    caseKey: one.key,
    unit: 0,
    class: PROFILE.classes[one.class]!,
    business: one.business,
    state: one.ended >= end ? 'open' : one.aborted ? 'aborted' : 'archived',
    opened: instant(one.accepted),
    ended: one.ended < end ? instant(one.ended) : null,
    ...{ deadline: null, flags: 0, voltage: null, capacity: null, capacityUnit: null, supplies: null, customers: null },
    ...{ industry: one.industry, manager: null, marks: 0, marksKnown: 0 },
    events,
    pauses: one.suspensions
      .filter((pause) => pause.from < end)
      .map(({ from, to, reason }) => ({ from: instant(from), to: known(to), owner: 'customer' as const, reason })),
  };
}
