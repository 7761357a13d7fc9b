import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../../sql/database.ts';
import {
  exportCases,
  exportGround,
  exportNoteKeys,
  exportSnapshots,
  type ExportGround,
} from '../../sql/read/export.ts';
import type { Scope } from '../../sql/scope.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { NOTE_TABLES, storedNotes, type NoteTable } from '../../sql/write/case-notes.ts';
import { unitVersions } from '../../sql/write/unit-versions.ts';
import type { Profile } from '../import/profile.ts';
import { SHEET_CAPS } from '../import/row-caps.ts';
import { CaseRows } from './case-rows.ts';
import { noteLayouts, stampIn, type Cell } from './cells.ts';
import { csvOutlet } from './csv.ts';
import { exportProfile, layOut, tableOf, type Layout } from './layout.ts';
import { noteRows } from './note-rows.ts';
import { TextFile, type Outlet } from './outlet.ts';
import { xesOutlet } from './xes.ts';

export type ExportRequest = { source: string; format: 'csv' | 'xes'; gzip: boolean; dir: string };
export type ExportReport = { source: string; dir: string; files: { file: string; rows: number }[] };

/** The files of one export, each opened by its first row. */
export class Outlets {
  readonly #open = new Map<string, { layout: Layout; outlet: Outlet }>();
  readonly #request: ExportRequest;
  readonly #profile: Profile;

  constructor(request: ExportRequest, profile: Profile) {
    this.#request = request;
    this.#profile = profile;
  }

  /** `order` stands before the name: units before cases, so that files taken in the order of their names are taken as they should. */
  of(order: number, layout: Layout): Outlet {
    const known = this.#open.get(layout.name);
    if (known) return known.outlet;
    const { dir, format, gzip } = this.#request;
    const file = new TextFile(dir, `${order}-${layout.name}.${format}`, gzip);
    const { delimiter = ',', rowCaps = SHEET_CAPS } = this.#profile;
    const outlet = format === 'csv' ? csvOutlet(layout, file, delimiter, rowCaps) : xesOutlet(layout, file);
    this.#open.set(layout.name, { layout, outlet });
    return outlet;
  }

  async flush(): Promise<void> {
    for (const { outlet } of this.#open.values()) await outlet.file.flush();
  }

  async close(): Promise<{ files: ExportReport['files']; tables: Profile['tables'] }> {
    const written = [...this.#open.values()];
    for (const { outlet } of written) {
      outlet.end();
      await outlet.file.close();
    }
    return {
      files: written.map(({ outlet }) => ({ file: outlet.file.name, rows: outlet.rows })),
      tables: written.map(({ layout, outlet }) => tableOf(layout, outlet.inert)),
    };
  }

  async drop(): Promise<void> {
    for (const { outlet } of this.#open.values()) await outlet.file.drop();
  }
}

/**
 * Writes everything that came into a source, as it stands at one moment, into a folder: a file a kind of row and
 * `profile.json`, by which they are read back. Taken into the same source they change nothing, into an empty one they make
 * the same facts. Only what was imported is there: personal columns that no dimension names never were.
 */
export async function exportSource(
  pool: Connection['pool'],
  scope: Scope,
  request: ExportRequest,
): Promise<ExportReport> {
  await mkdir(request.dir, { recursive: true });
  return inTransaction(
    pool,
    async (trx) => {
      const ground = await exportGround(trx, scope, request);
      const own = ground.profile as Profile;
      const outlets = new Outlets(request, own);
      try {
        await writeUnits(trx, ground, outlets, request);
        await writeSnapshots(trx, ground, outlets, request);
        const cases = new CaseRows(ground, request.format);
        for await (const batch of exportCases(trx, ground)) {
          for (const one of batch) {
            for (const { layout, order, cells } of cases.of(one)) outlets.of(order, layout).row(cells);
          }
          await outlets.flush();
        }
        for (const table of NOTE_TABLES) await writeNotes(trx, ground, table, outlets, request);
        const { files, tables } = await outlets.close();
        const profile = exportProfile(own, ground.zone, tables);
        await writeFile(join(request.dir, 'profile.json'), `${JSON.stringify(profile, null, 2)}\n`);
        return {
          source: request.source,
          dir: request.dir,
          files: files.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
        };
      } catch (error) {
        await outlets.drop();
        await rm(join(request.dir, 'profile.json'), { force: true });
        throw error;
      }
    },
    { snapshot: true },
  );
}

type Trx = Parameters<Parameters<typeof inTransaction>[1]>[0];

async function writeUnits(
  trx: Trx,
  { origin, zone, within }: ExportGround,
  outlets: Outlets,
  { format }: ExportRequest,
) {
  const fields = ['unitName', 'parent', 'from', 'to', 'successor', 'updated'] as const;
  const layout = layOut({ name: 'units', shape: 'unit', first: 'unit', fields }, format);
  const stamp = stampIn(zone);
  for (const { code, name, parent, from, to, successor, dataTime } of await unitVersions(trx, origin)) {
    if (within && !within.codes.includes(code)) continue;
    outlets.of(1, layout).row([code, name, parent, from, to, successor, stamp(dataTime)]);
  }
}

async function writeSnapshots(trx: Trx, ground: ExportGround, outlets: Outlets, { format }: ExportRequest) {
  const layout = layOut({ name: 'snapshots', shape: 'snapshot', first: 'updated', fields: [] }, format);
  const stamp = stampIn(ground.zone);
  for (const at of await exportSnapshots(trx, ground)) outlets.of(4, layout).row([stamp(at)]);
}

async function writeNotes<T extends NoteTable>(
  trx: Trx,
  ground: ExportGround,
  table: T,
  outlets: Outlets,
  { format }: ExportRequest,
) {
  const { name, shape, first, cells } = noteLayouts(ground.zone)[table];
  const fields = [...cells.slice(1).map(([field]) => field), 'updated' as const];
  const layout = layOut({ name, shape, first, fields }, format);
  const stamp = stampIn(ground.zone);
  for await (const keys of exportNoteKeys(trx, ground, table)) {
    const notes = await storedNotes(trx, table, ground.origin, keys);
    for (const note of noteRows(table, notes)) {
      const row: Cell[] = cells.map(([, of]) => of(note));
      outlets.of(5, layout).row([...row, stamp(note.data_time)]);
    }
    await outlets.flush();
  }
}
