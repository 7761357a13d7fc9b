import type { Db } from '../../sql/database.ts';
import { NOW } from '../../sql/piece.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import type { FiledClocks, StandingClocks } from '../../sql/write/clocks.ts';
import type { Judgement } from '../../sql/write/judged.ts';
import { replacePages, storedPages, type PageRow } from '../../sql/write/pages.ts';
import { entriesOf, standingEntries, type Entry, type FiledAt } from './filing.ts';
import type { Page, Pages } from './page.ts';

/**
 * Files clocks in place of those the same cases had before, into `pages`: only pages on which a case's entries differ are
 * touched, and each is told which cases' stored entries no longer hold.
 */
export function refile(
  pages: Pages,
  before: readonly FiledClocks[],
  now: readonly StandingClocks[],
  at: FiledAt,
  asOf: Instant,
): void {
  const earlier = new Map(before.map((clocks) => [clocks.case_id, clocks]));
  for (const clocks of now) {
    const old = earlier.get(clocks.case_id);
    if (!old) {
      fileNew(pages, clocks, at, asOf);
      continue;
    }
    // How it stood cannot be told from its row without the data time of then.
    if (old.ended === null) pages.at({ unit: old.unit, piece: NOW }).refile(old.case_id);
    fileStanding(pages, clocks, asOf);
    const entries = entriesOf(clocks, at);
    earlier.delete(clocks.case_id);
    const oldEntries = entriesOf(old, at);
    if (old.unit !== clocks.unit) {
      replace(pages, old.case_id, old.unit, oldEntries, []);
      replace(pages, clocks.case_id, clocks.unit, [], entries);
    } else {
      replace(pages, clocks.case_id, clocks.unit, oldEntries, entries);
    }
  }
  for (const gone of earlier.values()) {
    if (gone.ended === null) pages.at({ unit: gone.unit, piece: NOW }).refile(gone.case_id);
    replace(pages, gone.case_id, gone.unit, entriesOf(gone, at), []);
  }
}

/** Files the clocks of a case that had none. */
export function fileNew(pages: Pages, clocks: StandingClocks, at: FiledAt, asOf: Instant): void {
  for (const { piece, word } of entriesOf(clocks, at)) {
    pages.at({ unit: clocks.unit, piece }).add(clocks.case_id, word);
  }
  fileStanding(pages, clocks, asOf);
}

function fileStanding(pages: Pages, clocks: StandingClocks, asOf: Instant): void {
  if (clocks.ended !== null) return;
  const page = pages.at({ unit: clocks.unit, piece: NOW });
  for (const word of standingEntries(clocks, asOf)) page.add(clocks.case_id, word);
}

/** Puts a case's new entries in a unit in place of the old ones, piece by piece, where they differ. */
function replace(pages: Pages, caseId: number, unit: number, old: readonly Entry[], now: readonly Entry[]): void {
  for (const piece of new Set([...old, ...now].map((entry) => entry.piece))) {
    const was = old.filter((entry) => entry.piece === piece);
    const is = now.filter((entry) => entry.piece === piece);
    if (was.length === is.length && was.every((entry, i) => entry.word === is[i]!.word)) continue;
    const page = pages.at({ unit, piece });
    page.refile(caseId);
    for (const { word } of is) page.add(caseId, word);
  }
}

/** Completes touched pages by what stands in them of other cases, and writes them. `empty`: no page stands yet. */
export async function writePages(trx: Db, judgement: Judgement, pages: Pages, empty: boolean): Promise<void> {
  const touched = pages.all();
  if (empty) return replacePages(trx, judgement, 'absent', rowsOf(touched));
  for (let from = 0; from < touched.length; from += 1000)
    await writeChanged(trx, judgement, pages, touched.slice(from, from + 1000));
}

async function writeChanged(trx: Db, judgement: Judgement, pages: Pages, touched: readonly Page[]): Promise<void> {
  const stored = new Map<Page, PageRow>();
  for (const row of await storedPages(
    trx,
    judgement,
    touched.map((page) => page.place),
  )) {
    const page = pages.at(row);
    page.addStored(row);
    stored.set(page, row);
  }
  const changed = touched.filter((page) => !page.equals(stored.get(page)));
  const places = changed.map((page) => page.place);
  if (places.length > 0) await replacePages(trx, judgement, places, rowsOf(changed));
}

function* rowsOf(pages: readonly Page[]): Generator<PageRow> {
  for (const page of pages) if (page.words.length > 0) yield page.row();
}
