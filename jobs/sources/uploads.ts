import { rm, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LOOK,
  UPLOAD,
  UPLOAD_ID,
  type AskedImport,
  type AskedLook,
  type ImportedUpload,
  type Looked,
} from '../../sql/uploads.ts';
import { BUSINESS_ZONE, LINES_PER_SHEET } from '../../sql/vocabulary.ts';
import { openRequests, requested } from '../../sql/write/job-requests.ts';
import { slotDetail } from '../../sql/write/job-slots.ts';
import { findOrigin } from '../../sql/write/origin.ts';
import { capabilitiesOf } from '../import/capabilities.ts';
import type { Profile, Table } from '../import/profile.ts';
import {
  amended,
  chosenProfile,
  fillable,
  understoodColumns,
  type UnderstoodColumn,
  type Use,
} from '../import/propose/choice.ts';
import { proposeForFile } from '../import/read/read-file.ts';
import { sayGuess } from '../import/wording/guess-words.ts';
import { sayProblem } from '../import/wording/problem-words.ts';
import type { Held } from '../runner.ts';
import type { Line } from '../schedule.ts';
import { importInSlot, type ImportPlace } from './import-slot.ts';
import { sourceNameOf } from './source-name.ts';

export type UploadPlace = ImportPlace & {
  /** One folder an upload, named by its id, with the bytes in `content`. */
  uploads: string;
};

/** Refused rows told at once, and characters of a value; all of them are in the quarantine after the import. */
const SHOWN = 20;
const LONGEST = 200;
const EVERY_SECOND = '* * * * * *';
/** A file nobody confirms is thrown away after a day. */
const KEPT_MS = 86_400_000;
const content = (place: UploadPlace, upload: string): string => {
  if (!UPLOAD_ID.test(upload)) throw new Error(`"${upload}" is no upload`);
  return join(place.uploads, upload, 'content');
};

/** What happens to files dropped on a page: looked at, imported as confirmed, cleared away. */
export function uploadLines(place: UploadPlace): Line[] {
  const line = (job: string, run: (slot: string, asked: object, held: Held) => Promise<object>): Line => ({
    job,
    at: EVERY_SECOND,
    due: async () => (await openRequests(place.db, job)).map(({ slot }) => slot),
    run: async (slot, held) => ({ ...(await run(slot, (await requested(place.db, job, slot))!, held)) }),
  });
  return [
    line(LOOK, (slot, request) => look(place, slot, request as AskedLook)),
    line(UPLOAD, (slot, request, held) => take(place, slot, request as AskedImport, held)),
    {
      job: 'upload-tidy',
      at: '0 */10 * * * *',
      due: () => forgotten(place),
      async run(upload) {
        await rm(join(place.uploads, upload), { recursive: true, force: true });
        return {};
      },
    },
  ];
}

async function look(place: UploadPlace, upload: string, { name }: AskedLook): Promise<Looked> {
  const path = content(place, upload);
  const proposal = await proposeForFile(path, { zone: BUSINESS_ZONE, source: sourceNameOf(name) });
  const { problem, sketch } = proposal;
  return {
    format: proposal.format ?? '',
    encoding: proposal.encoding ?? '',
    titleRows: proposal.titleRows,
    shape: sketch?.tables[0]?.shape ?? 'event',
    columns: understoodColumns(proposal),
    fillable: fillable(proposal),
    // Of dates in either order the page asks.
    guesses: proposal.guesses
      .filter(({ code }) => code !== 'either-order')
      .map((guess) => ({ zh: sayGuess(guess, 'zh'), en: sayGuess(guess, 'en') })),
    sketch,
    trouble: problem && {
      code: problem.code,
      zh: sayProblem(problem.code, { ...problem.params, file: name }, 'zh'),
      en: sayProblem(problem.code, { ...problem.params, file: name }, 'en'),
    },
  };
}

async function take(place: UploadPlace, slot: string, asked: AskedImport, held: Held): Promise<ImportedUpload> {
  const upload = slot.split('/')[0]!;
  const path = content(place, upload);
  const { sketch, columns } = (await slotDetail(place.db, LOOK, upload)) as Looked;
  const chosen = chosenProfile(sketch as Profile | null, columns as UnderstoodColumn[], asked.source, {
    shape: asked.shape as Table['shape'],
    uses: asked.uses as Use[],
    fill: asked.fill ?? [],
    orders: asked.orders ?? [],
  });
  const known = (await findOrigin(place.db, asked.source))?.profile as Profile | null | undefined;
  const names = columns.map((column) => column.name);
  const profile = known ? amended(known, chosen, names) : chosen;
  const report = await importInSlot(
    place,
    {
      path,
      name: asked.name,
      source: asked.source,
      profile,
      kind: 'upload',
      whole: asked.whole,
      dryRun: asked.tryOut ?? false,
    },
    held,
  );
  const { source, sha256, status, rows, reasons, seconds } = report;
  if (!asked.tryOut && (status === 'imported' || status === 'unchanged'))
    await rm(join(place.uploads, upload), { recursive: true, force: true });
  const message = report.message.replaceAll(path, asked.name);
  const refused = (report.told?.refused ?? []).slice(0, SHOWN).map(({ line, column, value, reason }) => ({
    ...{ line: line % LINES_PER_SHEET, column, reason },
    value: value.slice(0, LONGEST),
  }));
  const tried = asked.tryOut ?? false;
  return { source, sha256, status, rows, reasons, message, seconds, refused, tried, ...capabilitiesOf(profile) };
}

async function forgotten(place: UploadPlace): Promise<string[]> {
  const entries = await readdir(place.uploads, { withFileTypes: true }).catch(() => []);
  const old: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !UPLOAD_ID.test(entry.name)) continue;
    const { mtimeMs } = await stat(join(place.uploads, entry.name)).catch(() => ({ mtimeMs: Infinity }));
    if (place.now() / 1000 - mtimeMs > KEPT_MS) old.push(entry.name);
  }
  return old;
}
