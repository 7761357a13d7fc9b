/** How a number is meant: as it stands, as a date (`time`: with a time of day), or padded with zeros to `digits`. */
export type NumberFormat = { kind: 'plain' } | { kind: 'date'; time: boolean } | { kind: 'padded'; digits: number };

const PLAIN: NumberFormat = { kind: 'plain' };
const DATE: NumberFormat = { kind: 'date', time: false };
const TIME: NumberFormat = { kind: 'date', time: true };

/** Formats by number that a workbook need not define; those from 27 on are Chinese date formats. */
function builtIn(id: number): NumberFormat {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return DATE;
  if ((id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return TIME;
  if (id >= 50 && id <= 58) return id === 55 || id === 56 ? TIME : DATE;
  return PLAIN;
}

/** Reads a format code such as `yyyy"年"m"月"d"日" h:mm` or `000000`. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id);
  const bare = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';')[0]!;
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: bare.length };
  if (/general|\[[hms]+\]/i.test(bare) || !/[ymdhs]/i.test(bare)) return PLAIN;
  return /[hs]/i.test(bare) ? TIME : DATE;
}
