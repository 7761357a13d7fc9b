import type { BranchesReply } from '../../../api/contract/branches.ts';

export type Row = BranchesReply['rows'][number];
export type Mark = { row: Row; original: number; adjusted: number; change: number };
export type Plot = { marks: Mark[]; ticks: { share: number; x: number }[]; x: (share: number) => number };

const PAD = 8;

/** Units that may be compared, by adjusted rate from the highest, on an axis of whole five points. */
export function plotMix(reply: Pick<BranchesReply, 'rows' | 'whole'>, width: number): Plot {
  const marks = reply.rows
    .filter((row) => row.rate !== null && row.adjusted.rate !== null && row.z !== null)
    .map((row) => ({
      row,
      original: row.rate!,
      adjusted: row.adjusted.rate!,
      change: row.adjusted.rate! - row.rate!,
    }))
    .sort((a, b) => b.adjusted - a.adjusted || b.original - a.original);
  const shares = [...marks.flatMap((mark) => [mark.original, mark.adjusted]), reply.whole.rate ?? 1];
  const high = Math.min(1, Math.ceil(Math.max(...shares) * 20 - 1e-9) / 20);
  const low = Math.max(0, Math.min(Math.floor(Math.min(...shares) * 20 + 1e-9) / 20, high - 0.1));
  const x = (share: number) => PAD + ((share - low) / (high - low)) * (width - 2 * PAD);
  const step = high - low > 0.5 ? 0.2 : high - low > 0.25 ? 0.1 : 0.05;
  const count = Math.floor((high - low) / step + 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({ share: high - i * step, x: x(high - i * step) }));
  return { marks, ticks, x };
}
