import type { Table } from '../profile.ts';
import { GRADE_WORDS, lookUp } from '../read/words.ts';
import type { Draft } from './draft.ts';
import { saysYesOrNo } from './note-shapes.ts';
import { takeCaseStamps } from './times.ts';
import { takeWords } from './words.ts';

export function unitTable(draft: Draft): Table | null {
  const parent = draft.candidates('parent')[0];
  const code = draft.candidates('unit', (i) => i !== parent)[0] ?? draft.candidates('unitName', (i) => i !== parent)[0];
  if (parent === undefined || code === undefined || draft.candidates('step').length > 0) return null;
  draft.take('parent', parent);
  draft.take('unit', code);
  draft.take('successor', draft.candidates('successor')[0]);
  draft.take('unitName', draft.candidates('unitName')[0]);
  draft.take('from', draft.candidates('validFrom', draft.isStamp)[0]);
  draft.take('to', draft.candidates('validTo', draft.isStamp)[0]);
  draft.take('dataDate', draft.candidates('dataDate', draft.isStamp)[0]);
  return { shape: 'unit', fields: draft.fields };
}

export function callbackTable(draft: Draft): Table | null {
  const grades = lookUp(undefined, GRADE_WORDS);
  const known = (i: number) =>
    draft.scan.valuesOf(i).every((value) => value.trim() === '' || grades(value) !== undefined);
  const grade = draft.candidates('grade', (i) => draft.isWord(i) && known(i))[0];
  const made = draft.candidates('made', draft.isStamp)[0];
  if (grade === undefined || (made === undefined && draft.candidates('due').length === 0)) return null;
  draft.take('grade', grade);
  draft.take('made', made);
  draft.take('due', draft.candidates('due', draft.isStamp)[0]);
  draft.take('answered', draft.candidates('answered', (i) => draft.isWord(i) && i !== grade)[0]);
  for (const flag of ['timeDeviates', 'designated'] as const)
    draft.take(flag, draft.candidates(flag, (i) => saysYesOrNo(draft, i))[0]);
  return draft.table('callback');
}

export function suspensionTable(draft: Draft): Table | null {
  const from = draft.candidates('from', draft.isStamp)[0];
  if (from === undefined) return null;
  draft.take('from', from);
  draft.take('to', draft.candidates('to', draft.isStamp)[0]);
  draft.take('owner', draft.candidates('owner', draft.isWord)[0]);
  draft.take('reason', draft.candidates('reason', draft.isWord)[0]);
  return draft.table('suspension');
}

/** A hand-made ledger: one row a case, its milestones side by side. */
export function caseTable(draft: Draft): Table | null {
  const free = draft.sample.columns.map((_, i) => i).filter((i) => !draft.taken.has(i));
  if (!free.some(draft.isStamp)) return null;
  // A column still blank is filled as the cases go on.
  const stamps = free.filter((i) => draft.isStamp(i) || draft.isBlankTime(i));
  draft.rowIsCase = true;
  takeCaseStamps(draft);
  takeWords(draft);
  delete draft.fields.eventId;
  const never = new Set([draft.fields.deadline, draft.fields.updated, draft.fields.dataDate]);
  const milestones: Record<string, string> = {};
  for (const i of stamps) {
    const name = draft.name(i);
    if (never.has(name) || draft.has(i, 'planned') || draft.aside.has(i)) continue;
    milestones[name] = name.replace(/\s*(时间|日期|时刻|[ _-]?(date|time|timestamp|at|on))$/i, '') || name;
    draft.taken.add(i);
    const { pattern } = draft.content(i);
    if (pattern) draft.patterns.add(pattern);
    draft.content(i).placeholders.forEach((value) => draft.placeholders.add(value));
  }
  return { ...draft.table('case'), milestones };
}
