import type { Profile } from '../profile.ts';
import { isKnownName, rolesOf } from '../propose/names.ts';
import { chooseTable, Columns, mappedNames } from './columns.ts';
import { headerByContent, headerByProfile } from './csv-header.ts';

type Candidate = { fields: readonly string[]; line: number };

/** Where a file's header stands: index of its first record, how many records it takes, and the column names. */
export type Header = {
  index: number;
  records: 1 | 2;
  names: string[];
  /** Physical line of its last record. */ line: number;
};

/** A narrow column's name is broken over lines anywhere; between Chinese signs the break was no space. */
export const cleanName = (name: string): string =>
  (/[\r\n]/.test(name)
    ? name.replaceAll(/(?<=\p{Script=Han})\s*[\r\n]+\s*(?=\p{Script=Han})/gu, '').replaceAll(/\s*[\r\n]+\s*/g, ' ')
    : name
  ).trim();

/**
 * Finds the header among the first records: of one row, else of two (groups above, names below; a group merged over several columns
 * stands over the first of them only). null where none is recognised.
 */
export function findHeader(records: readonly Candidate[], profile: Profile | null): Header | null {
  const single = profile ? headerByProfile(records, profile) : headerByContent(records, isKnownName);
  const pair = twoRows(records, profile);
  if (pair && (single < 0 || (!profile && pair.index + 1 === single))) return pair;
  // Under a profile both may hold all a table needs: the one that holds more of its columns is meant.
  const mapped = (names: readonly string[]) => (profile ? mappedOf(profile, names.map(cleanName)) : 0);
  if (pair?.index === single && (!profile || mapped(pair.names) > mapped(records[single]!.fields))) return pair;
  if (single < 0) return null;
  const { fields, line } = records[single]!;
  return { index: single, records: 1, names: fields.map(cleanName), line };
}

/** How many of a header's columns the profile's table for it speaks of. */
function mappedOf(profile: Profile, names: readonly string[]): number {
  const columns = new Columns(names);
  const table = chooseTable(profile, columns);
  return table === null ? 0 : mappedNames(table).filter((name) => columns.find(name) >= 0).length;
}

const HEADER_WITHIN = 12;

function twoRows(records: readonly Candidate[], profile: Profile | null): Header | null {
  for (let index = 0; index + 1 < Math.min(records.length, HEADER_WITHIN); index++) {
    const upper = records[index]!.fields.map(cleanName);
    const below = records[index + 1]!;
    const lower = below.fields.map(cleanName);
    const filled = upper.filter((name) => name !== '').length;
    if (filled < 2 || !lower.some((name, i) => name !== '' && (upper[i] ?? '') === '')) continue;
    if (lower.filter((name) => name !== '').length < 2 || !lower.some((name) => name === '')) continue;
    const names = joinedNames(upper, lower);
    if (names.length === 0) continue;
    const fits = profile
      ? chooseTable(profile, new Columns(names)) !== null
      : names.filter(isKnownName).length >= upper.filter(isKnownName).length &&
        !lower.some((name) => /\d/.test(name)) &&
        upper.some(isKnownName) &&
        lower.some(isKnownName);
    if (fits) return { index, records: 2, names, line: below.line };
  }
  return null;
}

/** The lower name, with its group in front where it stands under several groups; the upper where there is no lower. */
function joinedNames(upper: readonly string[], lower: readonly string[]): string[] {
  let group = '';
  const groups = Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
    if ((upper[i] ?? '') !== '') group = upper[i]!;
    return group;
  });
  const times = new Map<string, number>();
  for (const name of lower) times.set(name, (times.get(name) ?? 0) + 1);
  // Two lists side by side, each with its case number: no row is one case.
  if ([...times].some(([name, n]) => n > 1 && rolesOf(name).includes('key'))) return [];
  return groups.map((above, i) => {
    const name = lower[i] ?? '';
    if (name === '') return upper[i] ?? '';
    return times.get(name)! > 1 ? `${above}${name}` : name;
  });
}
