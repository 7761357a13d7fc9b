import type { ProcessMapReply } from '../../../api/contract/process-map.ts';

type Node = ProcessMapReply['nodes'][number];

/** px of a node. */
export const NODE = { width: 92, height: 44 };
/** Under so many decided cases a rate is a small sample. */
export const LEAST_N = 50;
/** Cuts of the sequential scale for 超期率, fixed across screens and months. */
export const CUTS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35];

export const rateOf = (node: Pick<Node, 'late' | 'decided'>): number | null =>
  node.decided === 0 ? null : node.late / node.decided;

/** Step of the scale, 0 to 6. */
export const step = (rate: number): number => CUTS.filter((cut) => rate >= cut).length;

/** What fills a node: a step of the scale; null for a small sample or none. */
export function fillOf(node: Node): number | null {
  const rate = rateOf(node);
  return rate === null || node.decided < LEAST_N ? null : step(rate);
}

/** The stage with the highest share over its limit, of those with enough cases. */
export function worst(nodes: readonly Node[]): Node | null {
  const rated = nodes.filter((node) => node.decided >= LEAST_N && node.late > 0);
  return rated.reduce<Node | null>((top, node) => (top && rateOf(top)! >= rateOf(node)! ? top : node), null);
}
