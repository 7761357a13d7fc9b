import type { UnitVersion } from './write/unit-versions.ts';

/** A unit as it stands on a day. */
export type Standing = { code: string; name: string; parent: string | null };

/** `lost`: codes whose parent no table holds, or which lie above themselves; they stand below the top until one mends it. */
export type Stand = { units: Standing[]; tops: string[]; lost: string[] };

/**
 * The units as they stand on a day (YYYY-MM-DD; null: the latest version of each), in order of code. A unit that had ended
 * by then stands below the one that took it over, so that its cases count there; a unit not yet begun stands as it will.
 */
export function unitsOn(versions: readonly UnitVersion[], day: string | null): Stand {
  const standing = new Map<string, Standing>();
  const codes = new Set(versions.map(({ code }) => code));
  for (const version of inForce(versions, day)) {
    const { code, name, to, successor } = version;
    const ended = to !== null && (day === null || to < day);
    const parent = ended && successor !== null && codes.has(successor) ? successor : version.parent;
    standing.set(code, { code, name, parent });
  }
  const units = [...standing.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const tops = units.filter((unit) => unit.parent === null).map((unit) => unit.code);
  const lost = units.filter(({ code, parent }) => parent !== null && isLost(standing, code)).map(({ code }) => code);
  for (const code of lost) standing.get(code)!.parent = null;
  return { units, tops, lost };
}

function inForce(versions: readonly UnitVersion[], day: string | null): UnitVersion[] {
  const begun = ({ from }: UnitVersion) => day === null || from === null || from <= day;
  const chosen = new Map<string, UnitVersion>();
  for (const version of versions) {
    const other = chosen.get(version.code);
    const better =
      other === undefined ||
      (begun(version) === begun(other) ? (version.from ?? '') > (other.from ?? '') === begun(version) : begun(version));
    if (better) chosen.set(version.code, version);
  }
  return [...chosen.values()];
}

/** Its parent is not there, or it is part of a ring; a unit below a ring keeps its place. */
function isLost(standing: ReadonlyMap<string, Standing>, code: string): boolean {
  const first = standing.get(code)!.parent!;
  if (!standing.has(first)) return true;
  const seen = new Set([code]);
  for (let at: string | null = first; at !== null && standing.has(at); at = standing.get(at)!.parent) {
    if (at === code) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}
