const FIRST_SLOTS = 1 << 10;
const FIRST_BYTES = 1 << 14;

/** Numbers for slices of bytes, each slice held once; found by their bytes, so that no text is made of what is known. */
export class ByteDictionary {
  #slots = new Int32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS >> 1);
  /** Where each entry's bytes begin; one more than entries. */
  #starts = new Int32Array((FIRST_SLOTS >> 1) + 1);
  #values = new Int32Array(FIRST_SLOTS >> 1);
  #bytes = new Uint8Array(FIRST_BYTES);
  #size = 0;

  /** The value kept for bytes[from, to); what `make` gives on first sight, which is not kept where it is negative. */
  valueOf(bytes: Uint8Array, from: number, to: number, make: (from: number, to: number) => number): number {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) break;
      if (this.#hashes[entry] === hash && this.#holds(entry, bytes, from, to)) return this.#values[entry]!;
    }
    const value = make(from, to);
    if (value >= 0) this.#add(hash, bytes, from, to, value);
    return value;
  }

  #holds(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    let held = this.#starts[entry]!;
    if (this.#starts[entry + 1]! - held !== to - from) return false;
    const kept = this.#bytes;
    for (let at = from; at < to; at++) if (bytes[at] !== kept[held++]) return false;
    return true;
  }

  #add(hash: number, bytes: Uint8Array, from: number, to: number, value: number): void {
    if (this.#size === this.#values.length) this.#grow();
    const entry = this.#size++;
    const start = this.#starts[entry]!;
    const end = start + to - from;
    if (end > this.#bytes.length) this.#bytes = wider(this.#bytes, Math.max(end, this.#bytes.length * 2));
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#starts[entry + 1] = end;
    this.#hashes[entry] = hash;
    this.#values[entry] = value;
    this.#put(hash, entry);
  }

  #put(hash: number, entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  /** Twice as many slots as entries at least. */
  #grow(): void {
    const entries = this.#size * 2;
    this.#hashes = wider(this.#hashes, entries);
    this.#values = wider(this.#values, entries);
    this.#starts = wider(this.#starts, entries + 1);
    this.#slots = new Int32Array(entries * 2);
    for (let entry = 0; entry < this.#size; entry++) this.#put(this.#hashes[entry]!, entry);
  }
}

function wider<A extends Int32Array | Uint8Array>(array: A, length: number): A {
  const made = new (array.constructor as new (length: number) => A)(length);
  made.set(array);
  return made;
}
