/**
 * The cube's histograms: exact counts of clocks by group, used days and verdict, in a few bytes.
 *
 * A histogram is a row of sections, one per group: group, number of entries, then for every entry the step from the
 * key before it and the count, all as variable-length numbers (7 bits a byte, the top bit says that more follow).
 * The key is days * 4 + verdict. Because sections stand side by side, histograms joined end to end
 * (`string_agg(hist, '')`) are a histogram too: it reads as their sum.
 */
import { VERDICTS, type Verdict } from './vocabulary.ts';

/** Verdicts a stopped clock can have, in the order of their two bits. */
const STOPPED = ['met', 'overdue', 'no-limit', 'undecidable'] as const satisfies readonly Verdict[];
/** Index into VERDICTS for each code, and back (-1: cannot be stored). */
const VERDICT_OF = STOPPED.map((verdict) => VERDICTS.indexOf(verdict));
const CODE_OF = VERDICTS.map((verdict) => (STOPPED as readonly Verdict[]).indexOf(verdict));
/** Of decided clocks. */
const [MET, OVERDUE] = [VERDICTS.indexOf('met'), VERDICTS.indexOf('overdue')];

/** Used days are stored up to this; more is this. */
export const MAX_DAYS = 32_767;
/** Keys of one group; with at most 32,768 groups every key is below 2 ** 32. */
const KEYS = (MAX_DAYS + 1) * 4;

/** How many clocks of a group stopped after so many days with this verdict (index into VERDICTS). */
export type HistogramEntry = { grp: number; days: number; verdict: number; n: number };

/** One number per (group, days, verdict), in the order in which entries are stored. */
export function histogramKey(grp: number, days: number, verdict: number): number {
  const code = CODE_OF[verdict] ?? -1;
  if (code < 0) throw new RangeError(`a histogram holds stopped clocks only, not verdict ${VERDICTS[verdict]}`);
  return grp * KEYS + Math.min(Math.max(days, 0), MAX_DAYS) * 4 + code;
}

/** The group, days and verdict of a key (see histogramKey). */
export function histogramKeyParts(key: number): { grp: number; days: number; verdict: number } {
  const grp = Math.floor(key / KEYS);
  const rest = key - grp * KEYS;
  return { grp, days: rest >>> 2, verdict: VERDICT_OF[rest & 3]! };
}

/** Encodes sorted keys (see histogramKey) with their counts: equal counts give equal bytes. */
export function encodeKeys(keys: ArrayLike<number>, counts: ArrayLike<number>): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < keys.length;) {
    const grp = Math.floor(keys[i]! / KEYS);
    let end = i + 1;
    while (end < keys.length && keys[end]! < (grp + 1) * KEYS) end++;
    write(bytes, grp);
    write(bytes, end - i);
    for (let before = 0; i < end; i++) {
      const key = keys[i]! - grp * KEYS;
      write(bytes, key - before);
      write(bytes, counts[i]!);
      before = key;
    }
  }
  return Uint8Array.from(bytes);
}

function write(bytes: number[], value: number): void {
  while (value > 127) {
    bytes.push((value & 127) | 128);
    value >>>= 7;
  }
  bytes.push(value);
}

/** Encodes entries in any order; entries of the same group, days and verdict are added up. */
export function encodeHistogram(entries: Iterable<HistogramEntry>): Uint8Array {
  const counts = new Map<number, number>();
  for (const { grp, days, verdict, n } of entries) {
    const key = histogramKey(grp, days, verdict);
    counts.set(key, (counts.get(key) ?? 0) + n);
  }
  const keys = Float64Array.from(counts.keys()).sort();
  return encodeKeys(
    keys,
    Array.from(keys, (key) => counts.get(key)!),
  );
}

/**
 * Reads a histogram group by group, without making objects: `grp` after nextGroup, the others after nextEntry. What is left of a
 * group is passed over, which takes far less time than reading it. Joined histograms may name the same key several times.
 */
export class HistogramReader {
  grp = 0;
  days = 0;
  /** Index into VERDICTS. */
  verdict = 0;
  n = 0;
  #bytes: Uint8Array;
  #at = 0;
  #left = 0;
  #key = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  nextGroup(): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let numbers = this.#left * 2; numbers > 0 && at < bytes.length; at++) if (bytes[at]! < 128) numbers--;
    this.#at = at;
    this.#left = 0;
    if (at >= bytes.length) return false;
    this.grp = this.#read();
    this.#left = this.#read();
    this.#key = 0;
    return true;
  }

  nextEntry(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    const key = (this.#key += this.#read());
    this.days = key >>> 2;
    this.verdict = VERDICT_OF[key & 3]!;
    this.n = this.#read();
    return true;
  }

  #read(): number {
    const byte = this.#bytes[this.#at]!;
    if (byte < 128) {
      this.#at++;
      return byte;
    }
    const value = readNumber(this.#bytes, this.#at);
    this.#at = after;
    return value;
  }
}

/** Where the number last read ends. */
let after = 0;

function readNumber(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError(`histogram of ${bytes.length} bytes ends inside a number`);
    value |= (byte & 127) << shift;
    if (byte < 128) {
      after = at;
      return value;
    }
  }
}

/** Visits every stored entry. Numbers of one byte, which most are, are read in place. */
export function visitHistogram(
  bytes: Uint8Array,
  visit: (grp: number, days: number, verdict: number, n: number) => void,
): void {
  let at = 0;
  while (at < bytes.length) {
    let grp = bytes[at]!;
    if (grp < 128) at++;
    else {
      grp = readNumber(bytes, at);
      at = after;
    }
    let left = bytes[at]!;
    if (left < 128) at++;
    else {
      left = readNumber(bytes, at);
      at = after;
    }
    for (let key = 0; left > 0; left--) {
      let step = bytes[at]!;
      if (step < 128) at++;
      else {
        step = readNumber(bytes, at);
        at = after;
      }
      let count = bytes[at]!;
      if (count < 128) at++;
      else {
        count = readNumber(bytes, at);
        at = after;
      }
      key += step;
      visit(grp, key >>> 2, VERDICT_OF[key & 3]!, count);
    }
  }
}

/**
 * Decided clocks and the met ones among them of the groups that are kept, told group by group: most of what a
 * comparison of units reads.
 */
export function visitDecided(
  bytes: Uint8Array,
  groups: { has(grp: number): boolean },
  visit: (grp: number, n: number, met: number) => void,
): void {
  const reader = new HistogramReader(bytes);
  while (reader.nextGroup()) {
    if (!groups.has(reader.grp)) continue;
    let n = 0;
    let met = 0;
    while (reader.nextEntry()) {
      if (reader.verdict === MET) met += reader.n;
      if (reader.verdict === MET || reader.verdict === OVERDUE) n += reader.n;
    }
    if (n > 0) visit(reader.grp, n, met);
  }
}

/** Every entry, added up and in order. */
export function decodeHistogram(bytes: Uint8Array): HistogramEntry[] {
  const entries: HistogramEntry[] = [];
  visitHistogram(sumHistograms([bytes]), (grp, days, verdict, n) => entries.push({ grp, days, verdict, n }));
  return entries;
}

/** The one histogram that equals all of these together. */
export function sumHistograms(parts: Iterable<Uint8Array>): Uint8Array {
  const counts = new Map<number, number>();
  for (const part of parts) {
    visitHistogram(part, (grp, days, verdict, n) => {
      const key = histogramKey(grp, days, verdict);
      counts.set(key, (counts.get(key) ?? 0) + n);
    });
  }
  const keys = Float64Array.from(counts.keys()).sort();
  return encodeKeys(
    keys,
    Array.from(keys, (key) => counts.get(key)!),
  );
}

/**
 * Clocks per used day (index = days) of the entries `keep` lets through; undecidable clocks have no duration and are
 * left out unless `keep` says otherwise.
 */
export function countsPerDay(
  bytes: Uint8Array,
  keep: (grp: number, verdict: number) => boolean = (_grp, verdict) => VERDICTS[verdict] !== 'undecidable',
): number[] {
  const counts: number[] = [];
  visitHistogram(bytes, (grp, days, verdict, n) => {
    if (!keep(grp, verdict)) return;
    while (counts.length <= days) counts.push(0);
    counts[days]! += n;
  });
  return counts;
}

/** n, and the decided, late and undecidable among them, of a histogram: the cube's columns beside it. */
export type Sums = { n: number; decided: number; late: number; undecidable: number };

export function sumsOf(bytes: Uint8Array, keep: (grp: number) => boolean = () => true): Sums {
  const byCode = [0, 0, 0, 0];
  visitHistogram(bytes, (grp, _days, verdict, n) => {
    if (keep(grp)) byCode[CODE_OF[verdict]!]! += n;
  });
  const [met, late, noLimit, undecidable] = byCode as [number, number, number, number];
  return { n: met + late + noLimit + undecidable, decided: met + late, late, undecidable };
}
