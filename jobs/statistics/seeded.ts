/** mulberry32: equal seeds give equal numbers on every machine. Uniform in [0, 1). */
export function seeded(seed: number): () => number {
  const one = new Float64Array(1);
  const fill = seededRows(seed);
  return () => fill(one)[0]!;
}

/** The same numbers, as many at once as an array holds; it returns that array. */
export function seededRows(seed: number): (row: Float64Array) => Float64Array {
  let next = seed | 0;
  return (row) => {
    let state = next; // signed and local: it then stays in a register
    for (let i = 0; i < row.length; i++) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      row[i] = ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    }
    next = state;
    return row;
  };
}
