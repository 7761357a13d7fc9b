import type { BranchesReply } from '../../api/contract/branches.ts';

type Standing = BranchesReply['rows'][number]['standing'];

/**
 * What may be said of all units together: some lie below the whole, none below but some above, none apart, or none was
 * compared at all. Of units that were not compared nothing is said.
 */
export function together(standings: readonly Standing[]): 'below' | 'above' | 'same' | 'few' {
  return (['below', 'above', 'same'] as const).find((standing) => standings.includes(standing)) ?? 'few';
}
