import type { Profile } from '../profile.ts';
import { readCapacity, readCount, readMark, readVoltage } from '../read/quantities.ts';
import { CLASS_WORDS, lookUp, STATE_WORDS } from '../read/words.ts';
import type { Draft } from './draft.ts';
import type { Role } from './names.ts';
import { takeFirms } from './note-shapes.ts';

/** Of city, county and station side by side the station: each of its values lies in one of the others'. */
function finest(draft: Draft, columns: readonly number[]): number | undefined {
  const within = (i: number, outer: number): boolean => {
    const holder = new Map<string, string>();
    return draft.sample.rows.every((row) => {
      const [value, around] = [row[i] ?? '', row[outer] ?? ''];
      if (value === '' || around === '') return true;
      if (!holder.has(value)) holder.set(value, around);
      return holder.get(value) === around;
    });
  };
  return columns.reduce<number | undefined>((best, i) => {
    if (best === undefined) return i;
    return draft.content(i).distinct > draft.content(best).distinct && within(i, best) ? i : best;
  }, undefined);
}

/** Words of the event and of the case. */
export function takeWords(draft: Draft): void {
  const event = (role: Role) => draft.candidates(role, (i) => draft.isWord(i) && draft.isEventLevel(i))[0];
  const perCase = (role: Role) =>
    draft.candidates(role, (i) => draft.isWord(i) && draft.isCaseLevel(i) && draft.isCategory(i, 1))[0];
  const rows = draft.sample.rows.length;
  takeFirms(draft);
  const isUnit = (i: number) => draft.isWord(i) && (draft.scan.cases < 50 || draft.content(i).distinct <= rows / 5);
  const unitColumns = [...draft.candidates('unit', isUnit), ...draft.candidates('unitName', isUnit)];
  draft.take(
    'unit',
    unitColumns.find((i) => /编码|代码|code/i.test(draft.sample.columns[i] ?? '')) ?? finest(draft, unitColumns),
  );
  const caseDepartment = perCase('department');
  // A case may stay with one person or department: the column still says who did each step.
  const isOfEvent = (i: number) => draft.isWord(i) && !/^case:/i.test(draft.sample.columns[i] ?? '');
  const ofSteps = draft.fields.step !== undefined;
  draft.take('operator', event('operator') ?? (ofSteps ? draft.candidates('operator', isOfEvent)[0] : undefined));
  draft.take('department', event('department') ?? draft.candidates('department', isOfEvent)[0]);
  if (!draft.fields.unit && draft.take('unit', caseDepartment)) {
    draft.guesses.push({ code: 'unit-by-rows', column: draft.fields.unit as string });
  }
  if (ofSteps) draft.take('sequence', draft.candidates('sequence', (i) => draft.content(i).numeric === 1)[0]);
  draft.take('class', perCase('class'));
  draft.take('business', perCase('business'));
  draft.take('channel', perCase('channel'));
  noteTraits(draft);
  const state = draft
    .candidates('state', (i) => draft.isWord(i) && draft.isCaseLevel(i))
    .find((i) => speaksOfState(draft, i));
  draft.take('state', state);
  const id = draft.candidates('eventId', (i) => draft.isWord(i) && isEventId(draft, i))[0];
  draft.take('eventId', id);
}

/** What the source says of the customer's connection; such words are worth a filter too and stay free for it. */
export function noteTraits(draft: Draft): void {
  const columns = (role: Role) => draft.candidates(role, (i) => draft.isWord(i) && draft.isCaseLevel(i));
  const speaks = (i: number, reads: (value: string) => boolean, share = 0.8) => {
    const values = draft.scan.valuesOf(i).filter((value) => value.trim() !== '');
    return values.length > 0 && values.filter(reads).length >= values.length * share;
  };
  // A ledger's 2×630 and 见附件 are counted as unknown; a column of words stays free.
  const counts = (i: number, reads: (value: string) => boolean) => speaks(i, reads, 0.5);
  draft.note(
    'voltage',
    columns('voltage').find((i) => counts(i, (value) => readVoltage(value) !== null)),
  );
  draft.note(
    'capacity',
    columns('capacity').find((i) => counts(i, (value) => readCapacity(value, '').capacity !== null)),
  );
  for (const field of ['supplies', 'customers'] as const) {
    draft.note(
      field,
      columns(field).find((i) => counts(i, (value) => readCount(value) !== null)),
    );
  }
  for (const field of ['threeZero', 'greenChannel', 'important', 'externalLine'] as const) {
    draft.note(
      field,
      columns(field).find((i) => speaks(i, (value) => readMark(value) !== null)),
    );
  }
  draft.note('industry', columns('industry')[0]);
  draft.take('manager', columns('manager')[0]);
}

/** Nearly all its rows say open, archived or aborted; the few others are refused with their word. */
export function speaksOfState(draft: Draft, i: number): boolean {
  const known = lookUp(undefined, STATE_WORDS);
  const words = draft.sample.rows.map((row) => row[i]?.trim() ?? '').filter((word) => word !== '');
  const meanings = words.map(known).filter((meaning) => meaning !== undefined);
  return new Set(meanings).size >= 2 ? meanings.length >= words.length * 0.8 : meanings.length === words.length;
}

/** Unique in the sample, and no mere row number. */
export function isEventId(draft: Draft, i: number): boolean {
  const { distinct, numeric } = draft.content(i);
  const rows = draft.sample.rows;
  if (distinct !== rows.length || rows.length < 2) return false;
  if (numeric < 1) return true;
  const numbers = rows.map((row) => Number(row[i]));
  return Math.max(...numbers) - Math.min(...numbers) + 1 !== rows.length;
}

/** The customer classes the limits distinguish, where the source's words are known. */
export function classes(draft: Draft): Pick<Profile, 'classes'> {
  const column = draft.sample.columns.findIndex((_, i) => draft.name(i) === draft.fields.class);
  if (column < 0) return {};
  const classOf = lookUp(undefined, CLASS_WORDS);
  const known = draft.scan.valuesOf(column).flatMap((value) => {
    const meaning = classOf(value);
    return meaning ? [[value, meaning] as const] : [];
  });
  return known.length > 0 ? { classes: Object.fromEntries(known) } : {};
}
