import type { Profile, Table } from '../profile.ts';
import { STATE_WORDS } from '../read/words.ts';
import type { Draft } from './draft.ts';
import { caseTable } from './other-shapes.ts';
import { takeCaseStamps } from './times.ts';
import { takeWords } from './words.ts';

const CURRENT = /^(?:当前|目前|现|所处|所在|在办|待办)|^current\b/i;
const ARCHIVED = '归档';

/** Whether each row is a case and its step the one it stands in now. */
export const tellsCurrentStep = (draft: Draft, step: number): boolean =>
  step >= 0 && draft.scan.longCases <= draft.scan.rows * 0.02 && CURRENT.test(draft.name(step));

/**
 * A list of cases in flight, each with the step it stands in: that step has been reached and not finished. Where other
 * milestones stand beside it, they are what the list tells.
 */
export function inFlightTable(draft: Draft, step: number): Table | null {
  const arrived = draft.candidates('arrived', draft.isStamp)[0] ?? draft.candidates('started', draft.isStamp)[0];
  const others = draft.sample.columns.filter(
    (_, i) => i !== arrived && !draft.taken.has(i) && draft.isStamp(i) && !draft.has(i, 'planned'),
  );
  const known = (['opened', 'ended', 'deadline', 'updated', 'dataDate'] as const).flatMap((role) =>
    draft.candidates(role, draft.isStamp).slice(0, 1),
  );
  if (arrived === undefined || others.length > new Set(known.filter((i) => i !== arrived)).size) {
    draft.aside.add(arrived ?? -1);
    return caseTable(draft);
  }
  draft.rowIsCase = true;
  draft.take('step', step);
  draft.take('arrived', arrived);
  takeCaseStamps(draft);
  takeWords(draft);
  return draft.table('step');
}

/** Such a case is over once it is archived, not with the last thing known of it. */
export function stillOpen(draft: Draft, step: number): Pick<Profile, 'endActivities'> {
  if (draft.fields.ended !== undefined || draft.fields.state !== undefined) return {};
  const said = draft.scan.valuesOf(step).filter((word) => STATE_WORDS.archived.includes(word.trim().toLowerCase()));
  draft.guesses.push({ code: 'current-step', column: draft.name(step) });
  return { endActivities: said.length > 0 ? said : [ARCHIVED] };
}
