import type { FileRows } from './file-rows.ts';
import type { Row } from './row.ts';

/** What stands for a file's unit rows among the keys it touches; no case number holds a NUL. */
export const UNITS = '\0units';
const COMPLAINT = '\0complaint ';

/** What a row has something to say of: its case, its complaint, or the unit tree as a whole. */
export function keysOf(row: Row): string[] {
  if (row.kind === 'unit') return [UNITS];
  if (row.kind === 'snapshot') return [];
  if (row.kind !== 'complaint') return [row.caseKey];
  return row.caseKey === null ? [COMPLAINT + row.number] : [COMPLAINT + row.number, row.caseKey];
}

/** Everything a file has something to say of. */
export function touchedKeys(rows: FileRows): Set<string> {
  const keys = new Set(rows.caseKeys);
  for (const some of [rows.suspensions, rows.callbacks, rows.returns, rows.complaints, rows.customers, rows.units]) {
    for (const row of some) for (const key of keysOf(row)) keys.add(key);
  }
  return keys;
}

/** The numbers of complaints among such keys, and the cases among them. */
export function partsOf(keys: Iterable<string>): { cases: string[]; complaints: string[]; units: boolean } {
  const parts = { cases: [] as string[], complaints: [] as string[], units: false };
  for (const key of keys) {
    if (key === UNITS) parts.units = true;
    else if (key.startsWith(COMPLAINT)) parts.complaints.push(key.slice(COMPLAINT.length));
    else parts.cases.push(key);
  }
  return parts;
}

/** FNV-1a over UTF-16 units. Two keys of one hash cost a file read in vain, nothing else. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash | 0;
}

export const touchOf = (rows: FileRows): Int32Array => Int32Array.from(touchedKeys(rows), hashOf).sort();
