import type { FastifyRequest } from 'fastify';
import { makeScope, type Scope } from '../../sql/scope.ts';

export type ScopeOf = (request: FastifyRequest) => Scope;

/** What the program itself may see: everything. */
export const wholeScope: Scope = makeScope(null);

/** Who asks sees this; there are no accounts yet, so by default everybody sees every source's whole tree. */
export function scopeForEveryone(within: Scope['within'] = null): ScopeOf {
  const scope = makeScope(within);
  return () => scope;
}
