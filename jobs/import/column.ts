type Numbers = Int32Array | Float64Array;

/** A growing typed column. Instants are float64 (µs, exact below 2^53), NaN for a missing one. */
export class Column<A extends Numbers> {
  #values: A;
  length = 0;
  readonly #wider: (length: number) => A;

  constructor(make: (length: number) => A) {
    this.#wider = make;
    this.#values = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = this.#wider(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index]!;
  }
}

export const integers = () => new Column((length) => new Int32Array(length));
export const stamps = () => new Column((length) => new Float64Array(length));

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
