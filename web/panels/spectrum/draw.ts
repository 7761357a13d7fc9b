import type { SpectrumReply } from '../../../api/contract/spectrum.ts';
import type { Tokens } from '../../chart/tokens.ts';

export type Line = SpectrumReply['units'][number]['lines'][number];
export type Frame = { width: number; height: number; start: number; end: number; dataTime: number };

export const xOf = (at: number, { width, start, end }: Frame): number => ((at - start) / (end - start)) * width;

/** Where a line ends: on the bottom edge, or at the data time on its way there while the case is open. */
export function endOf(line: Line, frame: Frame): { x: number; y: number } {
  if (line.end !== null) return { x: xOf(line.end, frame), y: frame.height };
  return { x: xOf(frame.dataTime, frame), y: frame.height * 0.62 };
}

/** Draws every case as one line from start (top) to end (bottom): late ones last, over the others. */
export function drawSpectrum(context: CanvasRenderingContext2D, lines: readonly Line[], frame: Frame, tokens: Tokens) {
  context.clearRect(0, 0, frame.width, frame.height);
  context.lineWidth = 0.9;
  for (const late of [false, true]) {
    context.strokeStyle = tokens(late ? 'over' : 'text-3');
    context.globalAlpha = late ? 0.62 : 0.3;
    context.beginPath();
    for (const line of lines) {
      if (line.late !== late) continue;
      const end = endOf(line, frame);
      context.moveTo(xOf(line.start, frame), 0);
      context.lineTo(end.x, end.y);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.strokeStyle = tokens('text-2');
  context.setLineDash([2, 2]);
  context.beginPath();
  const now = xOf(frame.dataTime, frame);
  context.moveTo(now, 0);
  context.lineTo(now, frame.height);
  context.stroke();
  context.setLineDash([]);
}

/** The line nearest to a point, null where none is within a few pixels. */
export function nearest(lines: readonly Line[], frame: Frame, x: number, y: number, within = 6): Line | null {
  let best: { line: Line; distance: number } | null = null;
  for (const line of lines) {
    const end = endOf(line, frame);
    if (y > end.y) continue;
    const from = xOf(line.start, frame);
    const distance = Math.abs(from + ((end.x - from) * y) / end.y - x);
    if (distance <= within && (best === null || distance < best.distance)) best = { line, distance };
  }
  return best?.line ?? null;
}

/** First days of the months shown, as places and months. */
export function monthTicks(from: string, frame: Frame, most: number): { x: number; month: string }[] {
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1;
  const months = Math.max(1, Math.round((frame.end - frame.start) / (30.44 * 86_400)));
  const every = Math.ceil(months / most);
  const out: { x: number; month: string }[] = [];
  for (let i = 0; i < months; i += every) {
    const at = first + i;
    const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    const x = (i / months) * frame.width;
    if (x < frame.width - 64) out.push({ x, month }); // the end's own label stands there
  }
  return out;
}
