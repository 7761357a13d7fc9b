export type Values = Record<string, string | number>;

/** `{n}` becomes the value of n; `{n|case|cases}` the first word for exactly one, else the second. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return String(value);
    return String(value).replace(/[,+]/g, '') === '1' ? one : other;
  });
}
