import type { Db } from '../../../sql/database.ts';
import type { Instant } from '../../../sql/vocabulary.ts';
import type { OriginSettings } from '../../../sql/write/origin.ts';
import { saveUnitVersions, unitVersions, type UnitVersion } from '../../../sql/write/unit-versions.ts';
import { unitsOf } from '../../../sql/write/units.ts';
import { dateText, dayOf } from '../../clock/day.ts';
import type { Tally } from '../merge/tally.ts';
import type { UnitRow } from '../row.ts';
import { unitsOn } from '../../../sql/unit-stand.ts';
import { UnitTree } from './tree.ts';
import { mergeUnits } from './versions.ts';

/** What is known of an origin's units while a file is taken: the versions the tables gave, and the tree they make. */
export class UnitDesk {
  readonly tree: UnitTree;
  readonly #origin: number;
  readonly #zone: string;
  #versions: UnitVersion[];
  /** Codes of units that stand below the top for want of their parent. */
  lost: readonly string[] = [];

  private constructor(origin: number, zone: string, tree: UnitTree, versions: UnitVersion[]) {
    this.#origin = origin;
    this.#zone = zone;
    this.tree = tree;
    this.#versions = versions;
  }

  static async open(trx: Db, origin: number, { source, label, zone }: OriginSettings): Promise<UnitDesk> {
    const versions = await unitVersions(trx, origin);
    const tree = new UnitTree(await unitsOf(trx, origin), versions.length > 0, source, label);
    return new UnitDesk(origin, zone, tree, versions);
  }

  /** Takes a file's unit rows and stores what they say; returns the units whose cases may have to move. */
  async deliver(
    trx: Db,
    rows: readonly UnitRow[],
    { file, dataTime }: { file: number; dataTime: Instant | null },
    tally: Tally,
  ): Promise<number[]> {
    if (rows.length === 0) return [];
    const { versions, dirty } = mergeUnits(this.#versions, rows, file, tally);
    if (!dirty) return [];
    this.#versions = versions;
    await saveUnitVersions(trx, this.#origin, versions);
    return this.plant(dataTime);
  }

  /** Forgets every table, until they are delivered again. */
  async forget(trx: Db): Promise<void> {
    this.#versions = [];
    await saveUnitVersions(trx, this.#origin, []);
    this.tree.clear();
  }

  /** The tree as it stands at a data time (its last day); returns the units whose cases may have to move. */
  plant(dataTime: Instant | null): number[] {
    if (this.#versions.length === 0) return [];
    const day = dataTime === null ? null : dateText(dayOf(dataTime - 1, this.#zone));
    const stand = unitsOn(this.#versions, day);
    this.lost = stand.lost;
    return this.tree.plant(stand);
  }
}
