import type { DemoStep, DemoSuspension } from './case.ts';
import { DAY_MS, dayOfLocal, type Local, type OfficeTime } from './office-time.ts';
import type { Random } from './random.ts';

/** Who does a step; counties have one team of each. */
export type Team = '客户服务班' | '发展部' | '用电检查班' | '装接班' | '营销部';

/** A case being walked through: `now` moves with every step added. */
export class Journey {
  readonly steps: DemoStep[] = [];
  readonly suspensions: DemoSuspension[] = [];
  now: Local;

  constructor(
    readonly office: OfficeTime,
    readonly random: Random,
    readonly countyCode: string,
    start: Local,
    /** How much longer work waits to be accepted, by day. */
    readonly queue: (day: number) => number,
  ) {
    this.now = start;
  }

  /** A step of the company: waits to be accepted, then is worked on; both in working days. */
  utility(name: string, team: Team, wait: number, work: number, waitFactor = 1): DemoStep {
    const arrived = this.now;
    const waited = this.random.around(wait, 0.75) * this.queue(dayOfLocal(arrived)) * waitFactor;
    const started = Math.max(arrived, this.office.after(arrived, waited));
    const finished = Math.max(started, this.office.after(started, this.random.around(work, 0.55)));
    return this.#add({ name, arrived, started, finished, operator: this.#operator(team), department: team });
  }

  /** A step of the customer or of the grid project, in calendar days; it ends in the daytime. */
  others(name: string, days: number, spread = 0.7): DemoStep {
    const arrived = this.now;
    const end = arrived + this.random.around(days, spread) * DAY_MS;
    const daytime = dayOfLocal(end) * DAY_MS + (9 + 8 * this.random.next()) * 3_600_000;
    const finished = Math.max(arrived + 3_600_000, Math.floor(daytime / 1000) * 1000);
    return this.#add({ name, arrived, started: arrived, finished, operator: '', department: '' });
  }

  #add(step: DemoStep): DemoStep {
    this.steps.push(step);
    this.now = step.finished;
    return step;
  }

  #operator(team: Team): string {
    return `${this.countyCode}-${team[0]}${1 + Math.floor(this.random.next() * 4)}`;
  }
}
