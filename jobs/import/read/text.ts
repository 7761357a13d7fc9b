/**
 * A string cut from a chunk keeps the whole chunk in memory; this one stands alone.
 * Short strings are copied by the engine anyway.
 */
export const detach = (text: string): string => (text.length < 13 ? text : (' ' + text).slice(1));

export type Intern = (text: string) => string;

/** One string object for each of the few words a log repeats; `clean` sees each once. */
export function makeIntern(clean: (text: string) => string = (text) => text, limit = 100_000): Intern {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const own = detach(text);
    const cleaned = clean(own);
    known.set(own, cleaned);
    return cleaned;
  };
}
