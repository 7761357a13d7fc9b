export type Values = Record<string, string | number>;

const PLACE = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;
const HAN_THEN_LATIN = /(\p{Script=Han})\0(?=[\w−+])/gu;
const LATIN_THEN_HAN = /([\w%])\0(?=\p{Script=Han})/gu;

/**
 * `{n}` becomes the value of n; `{n|case|cases}` the first word for exactly one, else the second. Between a Chinese sign and a
 * number or Latin letters of a value stands a space.
 */
export function fill(template: string, values: Values): string {
  const filled = template.replace(PLACE, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return `\0${value}\0`; // the value's edges
    return String(value).replace(/[,+]/g, '') === '1' ? one : other;
  });
  return filled.replace(HAN_THEN_LATIN, '$1 ').replace(LATIN_THEN_HAN, '$1 ').replaceAll('\0', '');
}
