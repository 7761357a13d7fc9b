const DAY_S = 86_400;

/** The clock of one IANA zone with its whole history; wall times become instants without a call per stamp. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Local day → the one offset that holds from the day before to the day after, NaN where it changes. */
  readonly #days = new Map<number, number>();
  #lastDay = NaN;
  #lastOffset = NaN;

  /** Throws a RangeError for a name the platform does not know. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * Seconds the zone is ahead of UTC at a wall time given as seconds since 1970-01-01T00:00 on that wall.
   * A wall time that occurs twice is the first of the two; one that is skipped is read as if the clock had not been put forward.
   */
  offsetAtWall(wall: number): number {
    const day = Math.floor(wall / DAY_S);
    if (day !== this.#lastDay) {
      let offset = this.#days.get(day);
      if (offset === undefined) {
        const before = this.#offsetAt((day - 1) * DAY_S);
        offset = before === this.#offsetAt((day + 2) * DAY_S) ? before : NaN;
        this.#days.set(day, offset);
      }
      this.#lastDay = day;
      this.#lastOffset = offset;
    }
    return Number.isNaN(this.#lastOffset) ? this.#search(wall) : this.#lastOffset;
  }

  #search(wall: number): number {
    const before = this.#offsetAt(wall - 2 * DAY_S);
    if (this.#offsetAt(wall - before) === before) return before;
    const after = this.#offsetAt(wall + 2 * DAY_S);
    return this.#offsetAt(wall - after) === after ? after : before;
  }

  #offsetAt(second: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(second * 1000)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, part.second) / 1000 - second;
  }
}
