/** How often each number occurs, in the order of the numbers. */
export type Tally = { readonly numbers: Float64Array; readonly counts: Uint32Array };

/** Counts numbers that come in any order; sorts them in place. */
export function tallyOf(numbers: Float64Array): Tally {
  numbers.sort();
  const counts = new Uint32Array(numbers.length);
  let last = -1;
  for (const number of numbers) {
    if (last < 0 || numbers[last] !== number) numbers[++last] = number;
    counts[last]!++;
  }
  return { numbers: numbers.subarray(0, last + 1), counts: counts.subarray(0, last + 1) };
}

/** The tally of all that was counted in these, joined in pairs, so that each number is copied few times. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  let left = tallies;
  while (left.length > 1) {
    const pairs: Tally[] = [];
    for (let i = 0; i < left.length; i += 2)
      pairs.push(i + 1 < left.length ? sumOfTwo(left[i]!, left[i + 1]!) : left[i]!);
    left = pairs;
  }
  return left[0] ?? tallyOf(new Float64Array());
}

function sumOfTwo(a: Tally, b: Tally): Tally {
  const most = a.numbers.length + b.numbers.length;
  const numbers = new Float64Array(most);
  const counts = new Uint32Array(most);
  let length = 0;
  for (let i = 0, j = 0; i < a.numbers.length || j < b.numbers.length; length++) {
    const [ofA, ofB] = [a.numbers[i] ?? Infinity, b.numbers[j] ?? Infinity];
    const number = (numbers[length] = Math.min(ofA, ofB));
    if (ofA === number) counts[length] = a.counts[i++]!;
    if (ofB === number) counts[length]! += b.counts[j++]!;
  }
  return { numbers: numbers.subarray(0, length), counts: counts.subarray(0, length) };
}
