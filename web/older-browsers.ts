// What Chrome and Edge 88 lack of the standard library; wall displays are seldom updated. The budget test looks for more.
const add = (to: object, name: string, value: unknown) => {
  if (!(name in to)) Object.defineProperty(to, name, { value, writable: true, configurable: true });
};

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function findLast<T>(this: ArrayLike<T>, holds: (item: T, index: number) => boolean): T | undefined {
  for (let i = this.length - 1; i >= 0; i--) if (holds(this[i]!, i)) return this[i];
  return undefined;
}

function toSorted<T>(this: ArrayLike<T>, compare?: (a: T, b: T) => number): T[] {
  return Array.from(this).sort(compare);
}

/** Of plain data: objects, lists and values. */
function structuredClone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredClone);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, structuredClone(part)]));
}

for (const kind of [Array, String, Int32Array, Uint8Array, Float64Array]) add(kind.prototype, 'at', at);
add(Array.prototype, 'findLast', findLast);
add(Array.prototype, 'toSorted', toSorted);
add(Object, 'hasOwn', (object: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(object, name));
add(globalThis, 'structuredClone', structuredClone);
