/** Units in tree order, each with its depth below the top. A unit whose parent is unknown stands at the top. */
export function inTreeOrder<U extends { code: string; parent: string | null }>(
  units: U[],
): { unit: U; depth: number }[] {
  const codes = new Set(units.map((unit) => unit.code));
  const below = new Map<string | null, U[]>();
  for (const unit of units) {
    const parent = unit.parent !== null && codes.has(unit.parent) && unit.parent !== unit.code ? unit.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const walk = (parent: string | null, depth: number): { unit: U; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.code, depth + 1)]);
  return walk(null, 0);
}

/** How many levels of units lie below one, the top where none is named. */
export function levelsBelow<U extends { code: string; parent: string | null }>(
  units: U[],
  code: string | null,
): number {
  const all = inTreeOrder(units);
  const at = code === null ? 0 : all.findIndex(({ unit }) => unit.code === code);
  const top = all[at]?.depth ?? 0;
  const after = all.slice(at + 1).findIndex(({ depth }) => depth <= top);
  const under = after < 0 ? all.slice(at + 1) : all.slice(at + 1, at + 1 + after);
  return Math.max(0, ...under.map(({ depth }) => depth - top));
}
