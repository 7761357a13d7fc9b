/** A unit and the one it belongs to; null for a root. */
export type UnitLink = { unit: number; parent: number | null };

export type UnitTree = {
  parentOf(unit: number): number | null;
  below(unit: number): readonly number[];
  /** Distance to the root. */
  depthOf(unit: number): number;
};

/** Throws an Error naming a unit whose way up never ends. */
export function unitTree(links: readonly UnitLink[]): UnitTree {
  const parents = new Map(links.map((link) => [link.unit, link.parent]));
  const below = new Map<number, number[]>();
  for (const { unit, parent } of links) {
    if (parent === null) continue;
    const siblings = below.get(parent);
    if (siblings) siblings.push(unit);
    else below.set(parent, [unit]);
  }
  const depths = new Map<number, number>();
  for (const { unit } of links) {
    let depth = 0;
    for (let at = parents.get(unit) ?? null; at !== null; at = parents.get(at) ?? null) {
      if (++depth > links.length) throw new Error(`unit ${unit} lies above itself`);
    }
    depths.set(unit, depth);
  }
  return {
    parentOf: (unit) => parents.get(unit) ?? null,
    below: (unit) => below.get(unit) ?? [],
    depthOf: (unit) => depths.get(unit) ?? 0,
  };
}
