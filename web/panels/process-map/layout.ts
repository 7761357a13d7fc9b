import { Graph, layout } from '@dagrejs/dagre';
import type { ProcessMapReply } from '../../../api/contract/process-map.ts';
import { NODE } from './option.ts';

export type Node = ProcessMapReply['nodes'][number];
export type Link = ProcessMapReply['links'][number];
const MARGIN = { left: 8, right: 8, top: 104 };
const LANE_GAP = 84;
const GAP = 22;
/** px a link is thick, by its share of the busiest. */
const THICK = { least: 1.2, most: 15 };

export type PlacedNode = Node & { x: number; y: number; lower: boolean };
export type PlacedLink = Link & {
  path: string;
  thick: number;
  arrow: boolean;
  label: { x: number; y: number } | null;
};
export type MapLayout = {
  width: number;
  height: number;
  nodes: PlacedNode[];
  links: PlacedLink[];
  /** Top of the shaded lane. */
  lane: number;
  hidden: number;
};

/**
 * Two lanes, the utility's above, everybody else's below. dagre gives the order from left to right; within a lane nodes
 * share the width, and the lower ones stand under those they come from and lead to.
 */
export function layOutMap(data: ProcessMapReply, width: number, all: boolean): MapLayout {
  const links = data.links.filter((link) => all || !link.rare || link.back);
  const used = new Set(links.flatMap((link) => [link.from, link.to]));
  const nodes = data.nodes.filter((node) => used.has(node.stage) || node.clocks > 0);
  const rank = ranksOf(nodes, links);
  const ordered = [...nodes].sort((a, b) => rank.get(a.stage)! - rank.get(b.stage)!);
  const upper = ordered.filter((node) => node.owner === 'utility');
  const lower = ordered.filter((node) => node.owner !== 'utility');
  const whole = Math.max(width, MARGIN.left + MARGIN.right + upper.length * (NODE.width + GAP) - GAP);
  const x = spread(upper, whole);
  const free = whole - MARGIN.left - MARGIN.right - NODE.width;
  const wanted = lower.map((node) => wantedX(node, links, x, free));
  apart(wanted, whole).forEach((at, i) => x.set(lower[i]!.stage, at));
  const y = (node: Node) => (node.owner === 'utility' ? MARGIN.top : MARGIN.top + NODE.height + LANE_GAP);
  const placed = ordered.map((node) => ({
    ...node,
    x: x.get(node.stage)!,
    y: y(node),
    lower: node.owner !== 'utility',
  }));
  const lowest = lower.length > 0 ? MARGIN.top + 2 * NODE.height + LANE_GAP : MARGIN.top + NODE.height;
  return {
    width: whole,
    height: lowest + 34,
    nodes: placed,
    links: drawn(links, new Map(placed.map((node) => [node.stage, node]))),
    lane: MARGIN.top + NODE.height + LANE_GAP - 40,
    hidden: data.links.length - links.length,
  };
}

/** Left to right by dagre, cycles cut by it; equals in process order. */
function ranksOf(nodes: readonly Node[], links: readonly Link[]): Map<string, number> {
  const graph = new Graph({ multigraph: false }).setGraph({ rankdir: 'LR', ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { stage } of nodes) graph.setNode(stage, NODE);
  for (const link of links)
    if (!link.back && link.from !== link.to) graph.setEdge(link.from, link.to, { weight: link.n });
  layout(graph);
  const order = new Map(nodes.map(({ stage }, i) => [stage, i / 1000]));
  return new Map(nodes.map(({ stage }) => [stage, graph.node(stage).x! + order.get(stage)!]));
}

function spread(nodes: readonly Node[], width: number): Map<string, number> {
  const room = width - MARGIN.left - MARGIN.right - NODE.width;
  const step = nodes.length > 1 ? room / (nodes.length - 1) : 0;
  return new Map(nodes.map((node, i) => [node.stage, MARGIN.left + i * step]));
}

/** The mean place of its neighbours above, by cases. */
function wantedX(node: Node, links: readonly Link[], x: ReadonlyMap<string, number>, fallback: number): number {
  let [sum, weight] = [0, 0];
  for (const { from, to, n } of links) {
    const at = from === node.stage ? x.get(to) : to === node.stage ? x.get(from) : undefined;
    if (at === undefined) continue;
    const w = Math.sqrt(n);
    sum += at * w;
    weight += w;
  }
  return weight > 0 ? sum / weight : fallback / 2;
}

/** Moves places in their order so that nodes do not touch and stay inside. */
function apart(places: number[], width: number): number[] {
  const step = NODE.width + GAP;
  const out = [...places];
  for (let i = 1; i < out.length; i++) out[i] = Math.max(out[i]!, out[i - 1]! + step);
  for (let i = out.length - 1, end = width - MARGIN.right - NODE.width; i >= 0; i--, end = out[i + 1]! - step)
    out[i] = Math.min(out[i]!, end);
  return out.map((at) => Math.max(MARGIN.left, at));
}

function drawn(links: readonly Link[], nodes: ReadonlyMap<string, PlacedNode>): PlacedLink[] {
  const most = Math.max(1, ...links.map((link) => link.n));
  const taken: { x: number; y: number }[] = [...nodes.values()].map((n) => ({ x: n.x + 46, y: n.y + 22 }));
  return links.map((link) => {
    const [from, to] = [nodes.get(link.from)!, nodes.get(link.to)!];
    const thick = Math.max(THICK.least, (link.n / most) * THICK.most);
    const { path, middle } = from.lower === to.lower ? along(from, to, nodes) : across(from, to);
    const clear = taken.every((t) => Math.abs(t.x - middle.x) > 44 || Math.abs(t.y - middle.y) > 18);
    const changes = from.lower !== to.lower || link.back;
    const label = changes && clear ? middle : null;
    if (label) taken.push(label);
    return { ...link, path, thick, arrow: changes, label };
  });
}

/** In one lane: straight to the next node, in a bow past the ones between. */
function along(from: PlacedNode, to: PlacedNode, nodes: ReadonlyMap<string, PlacedNode>) {
  const forwards = to.x > from.x;
  const [x1, x2] = [forwards ? from.x + NODE.width : from.x, forwards ? to.x : to.x + NODE.width];
  const y = from.y + NODE.height / 2;
  const between = [...nodes.values()].some(
    (n) => n.lower === from.lower && n.x > Math.min(from.x, to.x) && n.x < Math.max(from.x, to.x),
  );
  if (!between && forwards) return { path: `M${x1} ${y}L${x2} ${y}`, middle: { x: (x1 + x2) / 2, y: y - 12 } };
  const outside = from.lower ? from.y + NODE.height : from.y;
  const [a, b] = [from.x + NODE.width / 2, to.x + NODE.width / 2];
  const rise = (from.lower ? 1 : -1) * Math.min(34, 16 + Math.abs(b - a) / 24);
  const path = `M${a} ${outside}C${a} ${outside + rise} ${b} ${outside + rise} ${b} ${outside}`;
  return { path, middle: { x: (a + b) / 2, y: outside + rise * 0.75 + (from.lower ? 10 : -4) } };
}

/** Between the lanes; ways down leave to the right of the middle, ways up arrive to its left. */
function across(from: PlacedNode, to: PlacedNode) {
  const down = to.lower;
  const x1 = from.x + NODE.width * (down ? 0.62 : 0.62);
  const x2 = to.x + NODE.width * (down ? 0.38 : 0.38);
  const y1 = down ? from.y + NODE.height : from.y;
  const y2 = down ? to.y : to.y + NODE.height;
  const half = (y2 - y1) / 2;
  return {
    path: `M${x1} ${y1}C${x1} ${y1 + half} ${x2} ${y2 - half} ${x2} ${y2}`,
    middle: { x: x1 + (x2 - x1) * (down ? 0.25 : 0.75), y: y1 + half * (down ? 0.7 : 1.3) },
  };
}
