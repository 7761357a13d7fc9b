import type { Table } from '../profile.ts';
import type { Draft } from './draft.ts';
import { guessStep } from './guess-columns.ts';
import type { Role } from './names.ts';
import { NAMED_SHARE } from './sample.ts';

export function namedStep(draft: Draft): number {
  const rows = draft.sample.rows.length;
  const usable = draft.candidates('step', (i) => {
    const { distinct, filled } = draft.content(i);
    if (!draft.isWord(i) || filled < rows * NAMED_SHARE || /^case:/i.test(draft.sample.columns[i] ?? '')) return false;
    return rows < 50 || distinct <= Math.max(50, rows / 2);
  });
  return usable.find((i) => draft.isEventLevel(i)) ?? usable.find((i) => draft.has(i, 'step')) ?? -1;
}

export function guessedStep(draft: Draft): number {
  const stamps = new Set(draft.taken);
  draft.described.roles.forEach((roles, i) => {
    if (
      ['operator', 'department', 'unit', 'lifecycle', 'derived', 'eventId'].some((role) => roles.includes(role as Role))
    )
      stamps.add(i);
  });
  let guessed = guessStep(draft.described.contents, draft.sample.rows, draft.key, stamps);
  if (guessed < 0) guessed = changingState(draft);
  if (guessed >= 0) draft.guesses.push({ code: 'activity-by-values', column: draft.name(guessed) });
  return guessed;
}

/** A log of changes of status, as a code or a word: its one column that changes within a case. */
function changingState(draft: Draft): number {
  const { longCases } = draft.scan;
  return (
    draft
      .candidates('state', (i) => draft.isWord(i) && draft.content(i).distinct > 1)
      .find((i) => longCases > 0 && draft.scan.variedIn(i) > longCases / 2) ?? -1
  );
}

export function lifecycle(draft: Draft): Pick<Table, 'lifecycle'> {
  const column = draft.candidates('lifecycle', (i) => draft.isWord(i) && draft.content(i).distinct <= 20)[0];
  const step = draft.sample.columns.findIndex((_, i) => draft.name(i) === draft.fields.step);
  if (column === undefined || step < 0 || !draft.fields.at) return {};
  const heard = new Map<string, Set<string>>();
  for (const row of draft.sample.rows) {
    const name = row[step] ?? '';
    const transitions = heard.get(name) ?? new Set<string>();
    heard.set(name, transitions.add((row[column] ?? '').trim().toLowerCase()));
  }
  draft.take('lifecycle', column);
  const paired = [...heard.values()].filter((set) => set.has('start') && set.has('complete')).length;
  const lifecycle = paired > heard.size / 2 ? 'pair' : 'events';
  if (lifecycle === 'pair') draft.guesses.push({ code: 'paired-transitions' });
  return { lifecycle };
}
