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
