import type { Table } from '../profile.ts';
import { yesOrNo } from '../read/words.ts';
import type { Draft } from './draft.ts';
import type { Role } from './names.ts';

/** A column that speaks of yes and no alone. */
export const saysYesOrNo = (draft: Draft, i: number): boolean =>
  draft.isWord(i) && draft.scan.valuesOf(i).every((value) => yesOrNo(value) !== undefined);

/** Returns 回退: a row each, with a case number, when, and from which step to which. */
export function returnTable(draft: Draft): Table | null {
  const at = draft.candidates('returnedAt', draft.isStamp)[0];
  const goals = draft.candidates('toStep', draft.isWord);
  // 退回环节 is where it goes to, unless another column says so more plainly.
  const to = goals.find((i) => /[到至后]|目标|\bto\b/.test(draft.name(i))) ?? goals[0];
  const from = draft.candidates('fromStep', draft.isWord)[0] ?? goals.find((i) => i !== to);
  if (at === undefined || (from === undefined && to === undefined)) return null;
  draft.take('at', at);
  draft.take('fromStep', from);
  draft.take('toStep', to);
  draft.take(
    'operator',
    draft.candidates('returnedBy', draft.isWord)[0] ?? draft.candidates('operator', draft.isWord)[0],
  );
  draft.take('reason', draft.candidates('reason', draft.isWord)[0]);
  takeDates(draft);
  return draft.table('return');
}

/** Complaints 投诉: known by their own number; the case number may be missing, in the file or in a row. */
export function complaintTable(draft: Draft): Table | null {
  const { sample } = draft;
  if (draft.candidates('step').length > 0) return null;
  const alone = (i: number) => draft.content(i).distinct === draft.content(i).filled;
  const number = sample.columns.findIndex((_, i) => draft.has(i, 'number') && alone(i));
  const made = draft.candidates('complained', draft.isStamp)[0];
  const [category, upheld] = [
    draft.candidates('category')[0],
    draft.candidates('upheld', (i) => saysYesOrNo(draft, i))[0],
  ];
  if (number < 0 && made === undefined) return null;
  if ([made, category, upheld].every((found) => found === undefined)) return null;
  const key = sample.columns.findIndex((_, i) => i !== number && draft.has(i, 'key') && !draft.has(i, 'duplicateOf'));
  draft.take('number', number < 0 ? undefined : number);
  draft.take('made', made ?? draft.candidates('opened', draft.isStamp)[0] ?? draft.candidates('at', draft.isStamp)[0]);
  draft.take('category', category);
  draft.take('upheld', upheld);
  draft.take('duplicateOf', draft.candidates('duplicateOf')[0]);
  draft.take('channel', draft.candidates('channel', draft.isWord)[0]);
  const units = draft.candidates('unit', draft.isWord);
  draft.take('unit', units.find((i) => /编码|代码|code/i.test(sample.columns[i] ?? '')) ?? units[0]);
  takeDates(draft);
  if (key >= 0) draft.taken.add(key);
  return { shape: 'complaint', ...(key >= 0 ? { key: [draft.name(key)] } : {}), fields: draft.fields };
}

/** The customers of batch orders: several rows a case, each a customer's number. */
export function customerTable(draft: Draft): Table | null {
  const rows = draft.sample.rows.length;
  const customer = draft.candidates('customer', (i) => i !== draft.key && draft.content(i).distinct > rows / 2)[0];
  if (customer === undefined || draft.scan.longCases === 0 || draft.candidates('opened').length > 0) return null;
  draft.take('customer', customer);
  draft.take('energised', draft.candidates('energised', draft.isStamp)[0]);
  takeDates(draft);
  return draft.table('customer');
}

/** Who designs, builds and delivers; before the units, whose names are like theirs. */
export function takeFirms(draft: Draft): void {
  for (const role of ['designer', 'builder', 'supplier'] as const satisfies Role[])
    draft.take(role, draft.candidates(role, (i) => draft.isWord(i) && draft.isCaseLevel(i))[0]);
}

function takeDates(draft: Draft): void {
  draft.take('updated', draft.candidates('updated', draft.isStamp)[0]);
  draft.take('dataDate', draft.candidates('dataDate', draft.isStamp)[0]);
}
