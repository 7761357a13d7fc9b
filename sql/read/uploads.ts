import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { Failure } from '../failure.ts';
import { wholeOrigins } from '../read-ground/whole.ts';
import type { Scope } from '../scope.ts';
import { LOOK, UPLOAD, type AskedImport, type AskedLook, type ImportedUpload, type Looked } from '../uploads.ts';
import type { Instant } from '../vocabulary.ts';

type Slot = { state: 'running' | 'done' | 'failed' | null; detail: Record<string, unknown> | null };

/** Where a dropped file stands: looked at, to be confirmed, being imported, or what became of it. */
export async function uploads(db: Db, scope: Scope, question: { upload: string }, _now: Instant) {
  await wholeOrigins(db, scope, undefined);
  const { upload } = question;
  const { rows: looks } = await sql<Slot & { asked: AskedLook }>`
    select r.asked, s.state, s.detail from job_request r left join job_slot s on s.job = r.job and s.slot = r.slot
    where r.job = ${LOOK} and r.slot = ${upload}`.execute(db);
  const look = looks[0];
  if (look === undefined) throw new Failure('unknown-upload', { value: upload });
  const { rows: tries } = await sql<Slot & { asked: AskedImport }>`
    select r.asked, s.state, s.detail from job_request r left join job_slot s on s.job = r.job and s.slot = r.slot
    where r.job = ${UPLOAD} and r.slot like ${`${upload}/%`} order by r.asked_at desc, r.slot desc`.execute(db);
  const last = tries[0] ?? null;
  const { sketch: _sketch, ...looked } = (look.state === 'done' ? look.detail : {}) as Partial<Looked>;
  return {
    upload,
    name: look.asked.name,
    bytes: look.asked.bytes,
    tries: tries.length,
    state: stateOf(look, last),
    looked: look.state === 'done' ? { fillable: [], guesses: [], ...(looked as Omit<Looked, 'sketch'>) } : null,
    source: last?.asked.source ?? null,
    progress: last?.state === 'running' ? progressOf(last.detail) : null,
    imported: last?.state === 'done' ? told(last.detail as ImportedUpload) : null,
    asked: last === null ? null : askedOf(last.asked),
  };
}

function stateOf(look: Slot, last: Slot | null) {
  if (look.state === 'failed' || last?.state === 'failed') return 'failed' as const;
  if (look.state !== 'done') return 'looking' as const;
  if (last === null) return 'looked' as const;
  if (last.state !== 'done') return 'importing' as const;
  return (last.detail as ImportedUpload).tried ? ('tried' as const) : ('imported' as const);
}

const told = (imported: ImportedUpload) => ({ tried: false, refused: [], ...imported });

/** How the last try was asked for, so that its corrections are not made twice. */
const askedOf = ({ shape, uses, fill = [], orders = [], tryOut = false }: AskedImport) => ({
  ...{ shape, uses, fill, orders, tryOut },
});

const progressOf = (detail: Slot['detail']) => ({
  rows: Number(detail?.['rows'] ?? 0),
  percent: typeof detail?.['percent'] === 'number' ? detail['percent'] : null,
});
