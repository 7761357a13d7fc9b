/** Gives what was made for the same key before, else makes it; an error is not kept. */
export type Keep<V> = (key: unknown, make: () => Promise<V>) => Promise<V>;

/**
 * Keeps up to `most` values by the JSON of their keys, the ones asked for last. A key must name all that its value hangs on:
 * values are what a transaction saw, so a promise of one is never shared with another.
 */
export function keeping<V>(most: number): Keep<V> {
  const values = new Map<string, V>();
  return async (key, make) => {
    const text = JSON.stringify(key);
    const found = values.get(text);
    const value = found ?? (await make());
    values.delete(text);
    values.set(text, value);
    if (values.size > most) values.delete(values.keys().next().value!);
    return value;
  };
}

/** The same of what hangs on a source as it is now and on `key`; nothing is kept of one without a stamp. */
export function keepingOfSource<V>(most: number) {
  const keep = keeping<V>(most);
  return (g: { origin: number; stamp: string | null }, key: readonly unknown[], make: () => Promise<V>): Promise<V> =>
    g.stamp === null ? make() : keep([g.origin, g.stamp, ...key], make);
}
