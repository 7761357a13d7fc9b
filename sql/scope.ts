/**
 * Which units a reader may see. The second argument of every read; only `api/access` makes one
 * (held by the architecture test), so that no figure can be asked for without it.
 */
declare const seal: unique symbol;
export type Scope = {
  readonly [seal]: true;
  /** null: every source and its whole tree; else one source's subtree under the unit with this code. */
  readonly within: { readonly source: string; readonly unit: string } | null;
};

export function makeScope(within: Scope['within']): Scope {
  return Object.freeze({ within }) as Scope;
}
