import { CsvRecords } from './csv-records.ts';

const DELIMITERS = [',', ';', '\t', '|', '\uff0c', '\u0001'] as const;
const SAMPLE_RECORDS = 60;

/** The first records of a text, each with its physical line. */
export function firstRecords(text: string, delimiter: string, count: number): { fields: string[]; line: number }[] {
  const records: { fields: string[]; line: number }[] = [];
  const reader = new CsvRecords(delimiter, (fields, line) => {
    records.push({ fields: [...fields], line });
    if (records.length === count) reader.stop();
  });
  reader.push(text);
  return records;
}

/** What "sep=;" in the first line declares, else null. */
export function declaredDelimiter(text: string): string | null {
  return /^"?sep=(.)"?\s*?(?:\r|\n|$)/i.exec(text)?.[1] ?? null;
}

/**
 * Guesses the delimiter from the beginning of a file that ends with a line end: the one under which most records agree on a width
 * of two or more; among equals the wider. Only a comma remains where none divides anything.
 */
export function guessDelimiter(text: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = new Map<number, number>();
    let records = 0;
    for (const { fields } of firstRecords(text, delimiter, SAMPLE_RECORDS)) {
      if (fields.every((field) => field.trim() === '')) continue;
      records++;
      widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1);
    }
    for (const [width, n] of widths) {
      if (width < 2) continue;
      const score = n / records + Math.min(width, 50) / 1000;
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
  }
  return best;
}
