import { encodeKeys, histogramKey, visitHistogram } from '../../sql/histogram.ts';
import { VERDICTS, type Piece } from '../../sql/vocabulary.ts';
import type { CaseFlow, FlowPart, FlowPlace } from '../../sql/write/flow.ts';
import type { UnitTree } from '../verdicts/unit-tree.ts';

/** The flow knows no verdicts; every count of its histograms stands under this one. */
const NONE = VERDICTS.indexOf('no-limit');
const KINDS = 32;

/** Changes to the flow's sums: per place, how many more (or fewer) of each series there are at so many days. */
export class FlowChanges {
  readonly #places = new Map<number, { place: FlowPlace; counts: Map<number, number> }>();
  readonly #kindOf: (series: number) => number;

  constructor(kindOf: (series: number) => number) {
    this.#kindOf = kindOf;
  }

  /** `sign` 1 adds what the case counts for, −1 takes it away. */
  add(row: CaseFlow, sign: 1 | -1): void {
    for (let i = 0; i < row.series.length; i++) {
      const series = row.series[i]!;
      const place = { kind: this.#kindOf(series), unit: row.unit, piece: row.piece[i]! };
      this.#change(place, histogramKey(series, row.days[i]!, NONE), sign);
    }
  }

  /** Carries every change to all units above. A unit above may have cases of its own, so these are set apart first. */
  rollUp(tree: UnitTree): void {
    const own = [...this.#places.values()].map(({ place, counts }) => ({ place, counts: [...counts] }));
    for (const { place, counts } of own) {
      for (let unit = tree.parentOf(place.unit); unit !== null; unit = tree.parentOf(unit))
        for (const [key, n] of counts) this.#change({ ...place, unit }, key, n);
    }
  }

  /** Places where something differs. */
  places(): FlowPlace[] {
    return [...this.#places.values()]
      .filter(({ counts }) => [...counts.values()].some((n) => n !== 0))
      .map(({ place }) => place);
  }

  /** The stored part with the changes made; null where nothing is left. */
  applied(place: FlowPlace, stored: Uint8Array | undefined): FlowPart | null {
    const counts = new Map<number, number>();
    const count = (key: number, n: number) => counts.set(key, (counts.get(key) ?? 0) + n);
    if (stored) visitHistogram(stored, (series, days, verdict, n) => count(histogramKey(series, days, verdict), n));
    for (const [key, n] of this.#places.get(keyOf(place))?.counts ?? []) count(key, n);
    const keys = Float64Array.from([...counts].flatMap(([key, n]) => (n > 0 ? [key] : []))).sort();
    if (keys.length === 0) return null;
    return {
      ...place,
      hist: encodeKeys(
        keys,
        Array.from(keys, (key) => counts.get(key)!),
      ),
    };
  }

  #change(place: FlowPlace, key: number, n: number): void {
    const at = keyOf(place);
    let found = this.#places.get(at);
    if (!found) this.#places.set(at, (found = { place, counts: new Map() }));
    found.counts.set(key, (found.counts.get(key) ?? 0) + n);
  }
}

/** Pieces stay below 2 ** 18 until the year 10922. */
export const keyOf = ({ kind, unit, piece }: { kind: number; unit: number; piece: Piece }): number =>
  (unit * KINDS + kind) * 2 ** 18 + piece;
