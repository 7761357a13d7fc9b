/** The last answers of the API, kept so that Back shows its page at once; they are asked for again all the same. */
export class Kept {
  #answers = new Map<string, { data: unknown; at: number }>();
  #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(url: string): { data: unknown; at: number } | undefined {
    return this.#answers.get(url);
  }

  set(url: string, data: unknown, at: number): void {
    this.#answers.delete(url);
    this.#answers.set(url, { data, at });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > this.#most && oldest !== undefined) this.#answers.delete(oldest);
  }
}
