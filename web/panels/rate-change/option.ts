import type { RateChangeReply } from '../../../api/contract/rate-change.ts';

export type Part = RateChangeReply['parts'][number];
export type Step = {
  part: Part | null;
  from: number;
  to: number;
  tone: 'start' | 'end' | 'worst' | 'fall' | 'rise' | 'still';
};
export type Waterfall = { steps: Step[]; low: number; high: number };

/** Parts that are shown: all that a reader must see to be zero, in the order of the contract. */
export function waterfall(reply: Pick<RateChangeReply, 'before' | 'after' | 'parts'>): Waterfall {
  const start = reply.before.met / reply.before.n;
  const end = reply.after.met / reply.after.n;
  const least = Math.min(0, ...reply.parts.map((part) => part.effect));
  let at = start;
  const steps: Step[] = [{ part: null, from: start, to: start, tone: 'start' }];
  for (const part of reply.parts) {
    const to = at + part.effect;
    const tone = isZero(part.effect) ? 'still' : part.effect > 0 ? 'rise' : part.effect === least ? 'worst' : 'fall';
    steps.push({ part, from: at, to, tone });
    at = to;
  }
  steps.push({ part: null, from: end, to: end, tone: 'end' });
  const values = steps.flatMap(({ from, to }) => [from, to]);
  const pad = Math.max(0.005, (Math.max(...values) - Math.min(...values)) * 0.08);
  return { steps, low: Math.max(0, Math.min(...values) - pad), high: Math.min(1, Math.max(...values) + pad) };
}

/** Smaller than can be shown with one decimal of a percentage point. */
export const isZero = (effect: number): boolean => Math.abs(effect) < 0.0005;

/** The part with the largest effect, and what in it has; null where nothing moved. */
export function largest(parts: readonly Part[]): { part: Part; detail: Part['details'][number] | null } | null {
  const part = [...parts].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))[0];
  return part === undefined || isZero(part.effect) ? null : { part, detail: part.details[0] ?? null };
}
