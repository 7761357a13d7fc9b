import type { WorkCalendar } from '../clock/work-calendar.ts';

/** Wall-clock milliseconds of the business zone, counted as if it were UTC. */
export type Local = number;

export const DAY_MS = 86_400_000;
const MORNING = 8.5 * 3_600_000; // 08:30–12:00
const MORNING_LENGTH = 3.5 * 3_600_000;
const AFTERNOON = 13.5 * 3_600_000; // 13:30–17:30
const OFFICE = 7.5 * 3_600_000;

export const dayOfLocal = (local: Local) => Math.floor(local / DAY_MS);

/** Office time as one number: the whole part is the ordinal of a working day, the rest the share of its hours. */
export class OfficeTime {
  readonly #days: number[] = [];
  readonly #ordinal = new Map<number, number>();
  readonly #first: number;

  constructor(calendar: WorkCalendar, firstDay: number, lastDay: number) {
    this.#first = firstDay;
    for (let day = firstDay; day <= lastDay; day++) {
      this.#ordinal.set(day, this.#days.length);
      if (calendar.isWorking(day)) this.#days.push(day);
    }
  }

  isWorking(day: number): boolean {
    return this.#days[this.#ordinal.get(day) ?? -1] === day;
  }

  /** The first office moment at or after a wall-clock time. */
  at(local: Local): number {
    const day = Math.max(this.#first, dayOfLocal(local));
    const ordinal = this.#ordinal.get(day) ?? this.#days.length;
    if (this.#days[ordinal] !== day) return ordinal;
    const clock = local - day * DAY_MS;
    const morning = Math.min(Math.max(clock - MORNING, 0), MORNING_LENGTH);
    const afternoon = Math.min(Math.max(clock - AFTERNOON, 0), OFFICE - MORNING_LENGTH);
    return ordinal + (morning + afternoon) / OFFICE;
  }

  /** The wall-clock time of an office moment, to the second. */
  local(office: number): Local {
    const ordinal = Math.min(Math.floor(office), this.#days.length - 1);
    const worked = (office - Math.floor(office)) * OFFICE;
    const clock = worked < MORNING_LENGTH ? MORNING + worked : AFTERNOON + (worked - MORNING_LENGTH);
    return this.#days[ordinal]! * DAY_MS + Math.floor(clock / 1000) * 1000;
  }

  /** Working days `count` after an office moment, back on the wall clock. */
  after(local: Local, workingDays: number): Local {
    return this.local(this.at(local) + workingDays);
  }
}
