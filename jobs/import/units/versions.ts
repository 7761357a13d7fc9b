import type { UnitVersion } from '../../../sql/write/unit-versions.ts';
import { best, type Kind } from '../merge/slots.ts';
import { count, type Tally } from '../merge/tally.ts';
import type { UnitRow } from '../row.ts';

const content = ({ to, name, parent, successor }: UnitVersion) => [to, name, parent, successor];

const kind: Kind<UnitVersion> = {
  same: (a, b) => JSON.stringify(content(a)) === JSON.stringify(content(b)),
  values: (version) => ({
    text: JSON.stringify(content(version)),
    fullness: content(version).filter((value) => value !== null).length,
  }),
};

/**
 * Adds a file's unit rows to what is known. A unit stands once for every day from which a table dates it; of several rows
 * the later data time counts, else the fuller, else the greater by bytes, so that the order of the files decides nothing.
 */
export function mergeUnits(
  known: readonly UnitVersion[],
  rows: readonly UnitRow[],
  file: number,
  tally: Tally,
): { versions: UnitVersion[]; dirty: boolean } {
  const key = ({ code, from }: Pick<UnitVersion, 'code' | 'from'>) => `${from ?? ''} ${code}`;
  const versions = new Map(known.map((version) => [key(version), version]));
  const delivered = new Map<string, UnitVersion[]>();
  for (const { code, from, to, name, parent, successor, dataTime, line } of rows) {
    const version = { code, from, to, name, parent, successor, dataTime, file, line };
    const others = delivered.get(key(version));
    if (others) others.push(version);
    else delivered.set(key(version), [version]);
  }
  let dirty = false;
  for (const [identity, group] of delivered) {
    const before = versions.get(identity);
    const held = best(before, group, kind)!;
    const changed = before !== undefined && !kind.same(held, before);
    count(
      tally,
      group.map(() => 1),
      before === undefined ? 1 : 0,
      changed ? 1 : 0,
    );
    if (held === before) continue;
    dirty = true;
    versions.set(identity, held);
  }
  return { versions: [...versions.values()], dirty };
}
