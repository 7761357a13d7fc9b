import type { Profile, Table } from '../profile.ts';
import { lifecycle, namedStep, guessedStep } from './activity.ts';
import { mappedNames } from '../read/columns.ts';
import { Draft } from './draft.ts';
import { inFlightTable, stillOpen, tellsCurrentStep } from './in-flight.ts';
import { complaintTable, customerTable, returnTable } from './note-shapes.ts';
import { callbackTable, caseTable, suspensionTable, unitTable } from './other-shapes.ts';
import type { Role } from './names.ts';
import { isTimely, type Proposal, type Sample } from './sample.ts';
import { takeCaseStamps, takeTimes } from './times.ts';
import { classes, takeWords } from './words.ts';

/** Proposes a profile for a source from one of its files (issue: "Any event log must be importable, not only ours"). */
export function proposeProfile(sample: Sample): Proposal {
  const draft = new Draft(sample);
  const units = unitTable(draft);
  if (units) return done(draft, units, []);
  const complaints = complaintTable(draft);
  if (complaints) return done(draft, complaints, []);
  const missing: string[] = [];
  if (draft.key < 0) missing.push('key (the case number)');
  const step = namedStep(draft);
  if (draft.key >= 0 && tellsCurrentStep(draft, step)) {
    const list = inFlightTable(draft, step);
    if (list) return done(draft, list, missing, stillOpen(draft, step));
  }
  const unique = draft.scan.longCases <= draft.scan.rows * (tellsOfCases(draft) ? 0.2 : 0.02);
  const table =
    step < 0 && draft.key >= 0
      ? (returnTable(draft) ??
        callbackTable(draft) ??
        suspensionTable(draft) ??
        customerTable(draft) ??
        (unique ? caseTable(draft) : null))
      : null;
  if (table) return done(draft, table, missing);

  const activity = step >= 0 ? step : draft.key < 0 ? -1 : guessedStep(draft);
  if (activity < 0) missing.push('step (the activity)');
  else draft.take('step', activity);
  const shape = takeTimes(draft);
  if (!shape) missing.push('at (the time of the event)');
  takeCaseStamps(draft);
  takeWords(draft);
  return done(draft, { ...draft.table(shape ?? 'event'), ...lifecycle(draft) }, missing);
}

/** A list by hand has some cases twice; the day of application beside other days tells it from a log. */
function tellsOfCases(draft: Draft): boolean {
  const stamps = draft.sample.columns.filter((_, i) => draft.isStamp(i)).length;
  return stamps > 1 && draft.candidates('opened', draft.isStamp).length > 0;
}

/** What a column of dates is needed for: nothing is guessed where day and month could be either way round. */
const TIMES: readonly Role[] = [
  ...(['at', 'arrived', 'started', 'finished', 'opened', 'ended', 'deadline', 'updated', 'dataDate'] as const),
  ...(['from', 'to', 'due', 'made', 'returnedAt', 'complained', 'energised', 'validFrom', 'validTo'] as const),
];

/** Shapes whose rows say something of a case beside their own fields. */
const OF_CASES: readonly Table['shape'][] = ['event', 'step', 'case'];

function done(draft: Draft, table: Table, missing: string[], more: Partial<Profile> = {}): Proposal {
  const { columns } = draft.sample;
  const position = (name: string) => columns.findIndex((_, i) => draft.name(i) === name);
  const mappedWords = (['unit', 'department', 'class', 'business', 'channel'] as const).flatMap(
    (field) => draft.fields[field] ?? [],
  );
  const free = columns
    .map((_, i) => i)
    .filter((i) => !draft.taken.has(i) && draft.isWord(i) && !draft.has(i, 'derived') && columns[i] !== '')
    .filter(() => OF_CASES.includes(table.shape));
  const words = !OF_CASES.includes(table.shape)
    ? []
    : [
        ...mappedWords.map(position).filter((i) => i >= 0 && draft.isCaseLevel(i) && draft.isCategory(i)),
        ...free.filter((i) => draft.isCaseLevel(i) && draft.isCategory(i)),
      ];
  const dimensions = [...new Set(words)].sort((a, b) => a - b);
  dimensions.forEach((i) => draft.taken.add(i));
  const personal = columns.filter((_, i) => draft.has(i, 'personal') && i !== draft.key);
  if (dimensions.length > 0 && table.shape !== 'unit') table.dimensions = dimensions.map((i) => draft.name(i));
  // Whoever is asked which way round dates are, is asked about stamps whose times of day are known.
  const asked = draft.described.contents.filter(({ ambiguous }) => ambiguous).map(({ name }) => name);
  const leads = new Set([...mappedNames(table), ...asked]);
  const halves = Object.entries(draft.sample.halves ?? {}).filter(([name]) => leads.has(name));
  if (halves.length > 0) table.halves = Object.fromEntries(halves);
  for (const [column, other] of halves) draft.guesses.push({ code: 'halves', column, other });
  if (personal.length > 0) {
    table.personal = personal;
    draft.guesses.push({ code: 'personal', column: personal.join('、') });
  }
  const either = draft.described.contents.filter((content) => content.ambiguous);
  for (const { name } of either) {
    draft.guesses.push({ code: 'either-order', column: name });
  }
  const speaksOfTime = (i: number) => TIMES.some((role) => draft.has(i, role));
  const shown = (i: number) => ({
    column: columns[i]!,
    value: draft.sample.rows.find((row) => (row[i] ?? '').trim() !== '')?.[i] ?? '',
  });
  const ambiguous = either.flatMap(({ position }) => (speaksOfTime(position) ? shown(position) : []));
  const unread = draft.described.contents.flatMap(({ position: i, filled, name, ambiguous: asked }) =>
    filled > 0 && !asked && isTimely(name) && speaksOfTime(i) && draft.isWord(i) && !draft.taken.has(i) ? shown(i) : [],
  );
  const understood = (i: number) => draft.taken.has(i) || draft.noted.has(i) || draft.has(i, 'derived');
  const notUnderstood = columns.filter((name, i) => name !== '' && !understood(i));
  // A time of day may be missing beside its date.
  const bare = halves.length > 0 ? Array.from(draft.patterns, (pattern) => pattern.split(/ h/i)[0]!) : [];
  const timestamps = [...new Set([...draft.patterns, ...bare])];
  const profile: Profile = {
    name: draft.sample.name.replace(/\.xes$/, ''),
    ...(timestamps.length > 0 ? { timestamps } : {}),
    ...(draft.placeholders.size > 0 ? { placeholders: [...draft.placeholders] } : {}),
    tables: [table],
    ...classes(draft),
    ...more,
  };
  const whole = missing.length === 0 && ambiguous.length === 0;
  return {
    profile: whole ? profile : null,
    sketch: profile,
    missing,
    ambiguous,
    unread,
    notUnderstood,
    guesses: draft.guesses,
  };
}
