/** Changes to a query: null, undefined and '' take a name away. */
export type Changes = Record<string, string | number | null | undefined>;

export const readQuery = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

/** `base?…` with the query after the changes; names keep their order, so that equal questions have equal addresses. */
export function withQuery(base: string, query: Record<string, string>, changes: Changes = {}): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text ? `${base}?${text}` : base;
}
