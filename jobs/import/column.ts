type Numbers = Int16Array | Int32Array | Float64Array;
type Make = (length: number) => Numbers;

const BITS = 16;
const CHUNK = 1 << BITS;
const WITHIN = CHUNK - 1;
const MOST_SHORT = 0x7fff;

/**
 * A growing typed column, in chunks so that nothing is copied and no room stays empty. As long as all its values are the same
 * one, only that is kept.
 */
export class Column {
  length = 0;
  #same = NaN;
  #chunks: Numbers[] | null = null;
  #make: Make;

  constructor(make: Make) {
    this.#make = make;
  }

  push(value: number): void {
    const place = this.length++;
    if (this.#chunks === null) {
      if (place === 0) this.#same = value;
      if (Object.is(value, this.#same)) return;
      this.#spread(place);
    }
    if (this.#make === short && value > MOST_SHORT) this.#widen();
    const chunks = this.#chunks!;
    if ((place & WITHIN) === 0) chunks.push(this.#make(CHUNK));
    chunks[place >> BITS]![place & WITHIN] = value;
  }

  at(index: number): number {
    return this.#chunks === null ? this.#same : this.#chunks[index >> BITS]![index & WITHIN]!;
  }

  /** Writes the one value down so many times, now that another follows. */
  #spread(length: number): void {
    if (this.#make === short && this.#same > MOST_SHORT) this.#make = long;
    this.#chunks = Array.from({ length: Math.ceil(length / CHUNK) }, () => this.#make(CHUNK).fill(this.#same));
  }

  #widen(): void {
    this.#make = long;
    this.#chunks = this.#chunks!.map((chunk) => Int32Array.from(chunk));
  }
}

const short: Make = (length) => new Int16Array(length);
const long: Make = (length) => new Int32Array(length);
const double: Make = (length) => new Float64Array(length);

/** A column of numbers from -32,768 on. */
export const integers = () => new Column(short);

const SECOND_US = 1_000_000;
const MISSING = -(2 ** 31);

/** A column of instants (µs, exact below 2^53), NaN for a missing one: kept in whole seconds while there is nothing finer. */
export class Stamps {
  #seconds: Column | null = new Column(long);
  #exact = new Column(double);

  push(instant: number): void {
    if (this.#seconds !== null) {
      const seconds = instant / SECOND_US;
      const whole = seconds | 0;
      if (whole === seconds && whole !== MISSING) return this.#seconds.push(whole);
      if (Number.isNaN(instant)) return this.#seconds.push(MISSING);
      this.#refine(this.#seconds);
    }
    this.#exact.push(instant);
  }

  at(index: number): number {
    if (this.#seconds === null) return this.#exact.at(index);
    const seconds = this.#seconds.at(index);
    return seconds === MISSING ? NaN : seconds * SECOND_US;
  }

  #refine(seconds: Column): void {
    for (let i = 0; i < seconds.length; i++) this.#exact.push(this.at(i));
    this.#seconds = null;
  }
}

/** Words by number, each held once; number -1 is the missing one. */
export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  number(word: string | null): number {
    if (word === null) return -1;
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.length;
      // A flat copy: a slice of the file's text would keep the whole chunk alive.
      const own = word.length > 12 ? Buffer.from(word).toString() : word;
      this.#numbers.set(own, number);
      this.#words.push(own);
    }
    return number;
  }

  word(number: number): string | null {
    return number < 0 ? null : this.#words[number]!;
  }

  get all(): readonly string[] {
    return this.#words;
  }
}
