import { FLOW_KINDS, type Series } from '../flow.ts';
import type { Db } from '../database.ts';

const CHUNK = 5000;

/** Numbers of an origin's series and paths; one seen for the first time gets the next number. */
export class FlowWords {
  readonly #origin: number;
  readonly #series: Numbers;
  readonly #paths: Numbers;
  /** By number of a series. */
  readonly #kinds: number[] = [];

  private constructor(origin: number, series: Numbers, paths: Numbers) {
    this.#origin = origin;
    this.#series = series;
    this.#paths = paths;
  }

  static async load(trx: Db, origin: number): Promise<FlowWords> {
    const series = await trx.selectFrom('flow_series').selectAll().where('origin', '=', origin).execute();
    const paths = await trx.selectFrom('flow_path').selectAll().where('origin', '=', origin).execute();
    const words = new FlowWords(
      origin,
      new Numbers(series.map((s) => [[s.kind, s.a, s.b, s.c, s.grp].join(), s.series])),
      new Numbers(paths.map((p) => [p.stages.join(), p.path])),
    );
    for (const s of series) words.#kinds[s.series] = s.kind;
    return words;
  }

  seriesOf({ kind, a, b, c, grp }: Series): number {
    const index = FLOW_KINDS.indexOf(kind);
    const number = this.#series.of(`${index},${a},${b},${c},${grp}`);
    this.#kinds[number] = index;
    return number;
  }

  /** Index into FLOW_KINDS. */
  kindOf(series: number): number {
    return this.#kinds[series]!;
  }

  pathOf(stages: readonly number[]): number {
    return this.#paths.of(stages.join());
  }

  /** Writes what was numbered since the last time. */
  async save(trx: Db): Promise<void> {
    const series = this.#series.fresh().map(([text, series]) => {
      const [kind, a, b, c, grp] = text.split(',').map(Number) as [number, number, number, number, number];
      return { origin: this.#origin, series, kind, a, b, c, grp };
    });
    const paths = this.#paths.fresh().map(([text, path]) => {
      return { origin: this.#origin, path, stages: text === '' ? [] : text.split(',').map(Number) };
    });
    for (let at = 0; at < series.length; at += CHUNK)
      await trx
        .insertInto('flow_series')
        .values(series.slice(at, at + CHUNK))
        .execute();
    for (let at = 0; at < paths.length; at += CHUNK)
      await trx
        .insertInto('flow_path')
        .values(paths.slice(at, at + CHUNK))
        .execute();
  }
}

class Numbers {
  readonly #known: Map<string, number>;
  #fresh: [string, number][] = [];
  #next = 0;

  constructor(known: [string, number][]) {
    this.#known = new Map(known);
    for (const [, number] of known) this.#next = Math.max(this.#next, number + 1);
  }

  of(text: string): number {
    let number = this.#known.get(text);
    if (number === undefined) {
      this.#known.set(text, (number = this.#next++));
      this.#fresh.push([text, number]);
    }
    return number;
  }

  fresh(): [string, number][] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}
