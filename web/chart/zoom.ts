import { tokensOf } from './tokens.ts';

/** How much larger a screen of many dots shows the page an element is on (App.svelte). */
const zoomOf = (element: Element): number => Number(tokensOf(element)('zoom')) || 1;

/** Dots of the screen to one pixel of an element. */
export const ratioOf = (element: Element): number => devicePixelRatio * zoomOf(element);

/** Where on an element a pointer is, in the element's own pixels; an event tells it in those of the window. */
export function pointIn(element: Element, { clientX, clientY }: MouseEvent): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect();
  const zoom = zoomOf(element);
  return { x: (clientX - left) / zoom, y: (clientY - top) / zoom };
}
