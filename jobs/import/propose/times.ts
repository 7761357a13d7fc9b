import type { Draft } from './draft.ts';
import type { Role } from './names.ts';

/** The stamps of an event; null where there is none. */
export function takeTimes(draft: Draft): 'event' | 'step' | null {
  const events = (role: Role) => draft.candidates(role, (i) => draft.isStamp(i) && draft.isEventLevel(i));
  const open = draft.sample.columns
    .map((_, i) => i)
    .filter((i) => !draft.taken.has(i) && draft.isStamp(i) && draft.isEventLevel(i));
  const used = new Set<number>();
  const first = (...roles: Role[]): number => {
    const found = roles.flatMap(events).find((i) => !used.has(i)) ?? -1;
    used.add(found);
    return found;
  };
  const at = first('at');
  const started = first('started');
  let finished = first('finished', 'ended');
  const arrived = first('arrived', 'opened');
  if (finished < 0 && started >= 0) finished = at;
  if (finished < 0 && arrived >= 0) finished = at;
  if (finished >= 0 && (started >= 0 || arrived >= 0)) {
    draft.take('arrived', arrived);
    draft.take('started', started);
    draft.take('finished', finished);
    return 'step';
  }
  const single = [at, finished, started, arrived].find((i) => i >= 0);
  if (single !== undefined && !(single === arrived && open.length > 1)) {
    draft.take('at', single);
    return 'event';
  }
  return guessedTimes(draft, open.length > 0 ? open : singleRowStamps(draft));
}

/** Where every case has one row, event and case cannot be told apart: any stamp with an event's name will do. */
export function singleRowStamps(draft: Draft): number[] {
  if (draft.scan.longCases >= 3) return [];
  return draft.sample.columns.map((_, i) => i).filter((i) => !draft.taken.has(i) && draft.isStamp(i));
}

export function guessedTimes(draft: Draft, open: number[]): 'event' | 'step' | null {
  const full = open.filter((i) => draft.content(i).filled >= draft.sample.rows.length * 0.5);
  const one = full[0];
  if (one === undefined) return null;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [draft.content(a).instants, draft.content(b).instants];
    let good = 0;
    let both = 0;
    x?.forEach((value, k) => {
      const other = y?.[k] ?? NaN;
      if (Number.isNaN(value) || Number.isNaN(other)) return;
      both++;
      if (value <= other) good++;
    });
    return both > 0 && good >= both * 0.95;
  };
  const pair = full
    .flatMap((a) => full.map((b) => [a, b] as const))
    .find(([a, b]) => a !== b && before(a, b) && !before(b, a));
  if (!pair) {
    draft.take('at', one);
    draft.guesses.push({ code: 'time-by-values', column: draft.name(one) });
    return 'event';
  }
  draft.take('started', pair[0]);
  draft.take('finished', pair[1]);
  draft.guesses.push({ code: 'span-by-values', column: draft.name(pair[0]), other: draft.name(pair[1]) });
  return 'step';
}

const OF_STEP = /^(环节|任务|步骤|活动|节点|工序)/;

/** Stamps that say something of the case. */
export function takeCaseStamps(draft: Draft): void {
  const find = (...roles: Role[]) =>
    roles.flatMap((role) =>
      draft.candidates(
        role,
        (i) => draft.isStamp(i) && draft.isCaseLevel(i) && !draft.has(i, 'planned') && !OF_STEP.test(draft.name(i)),
      ),
    )[0];
  draft.take('deadline', find('deadline'));
  if (!draft.fields.deadline) {
    const planned = draft.candidates('planned', (i) => draft.isStamp(i) && draft.isCaseLevel(i))[0];
    if (draft.take('deadline', planned))
      draft.guesses.push({ code: 'planned-deadline', column: draft.fields.deadline as string });
  }
  draft.take('opened', find('opened', 'started', 'arrived'));
  draft.take('ended', find('ended', 'finished') ?? blankEnd(draft));
  const stamp = (role: Role) => draft.candidates(role, (i) => draft.isStamp(i))[0];
  draft.take('updated', stamp('updated'));
  draft.take('dataDate', stamp('dataDate'));
}

/** A list of cases in flight has no end yet, and a column for it. */
function blankEnd(draft: Draft): number | undefined {
  if (!draft.rowIsCase) return undefined;
  return draft.sample.columns.map((_, i) => i).find((i) => draft.has(i, 'ended') && draft.isBlankTime(i));
}
