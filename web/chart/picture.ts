import { chartSvg } from './vector.ts';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
/** Pixels of a PNG for one of the screen, at least; and how wide it is at least, as a slide or a printed page needs it. */
const [SCALE, WIDTH] = [2, 2560];
/** What of an SVG's look comes from style sheets, which do not travel with it. */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap'],
  ...[
    'opacity',
    'font-size',
    'font-weight',
    'font-family',
    'text-anchor',
    'dominant-baseline',
    'visibility',
    'paint-order',
  ],
];

type Place = { left: number; top: number };

/** A panel as it stands on the screen, without its actions: texts, boxes and charts as vectors. */
export function panelSvg(panel: HTMLElement): string {
  const frame = panel.closest<HTMLElement>('.frame');
  // What a large screen shows larger is drawn in its own size; nothing of this is painted.
  frame?.style.setProperty('zoom', '1');
  try {
    return drawn(panel);
  } finally {
    frame?.style.removeProperty('zoom');
  }
}

function drawn(panel: HTMLElement): string {
  const box = panel.getBoundingClientRect();
  const root = make('svg', { width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN });
  root.setAttribute('xmlns', SVG);
  const style = getComputedStyle(panel);
  root.style.fontFamily = style.fontFamily;
  const page = getComputedStyle(document.body).backgroundColor;
  root.append(make('rect', { width: '100%', height: '100%', fill: page }));
  const origin = { left: box.left - MARGIN, top: box.top - MARGIN };
  for (const child of panel.children) drawElement(root, child, origin);
  return new XMLSerializer().serializeToString(root);
}

/** The same as PNG, finer. */
export async function panelPng(panel: HTMLElement): Promise<Blob> {
  const svg = panelSvg(panel);
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    const scale = Math.max(SCALE, WIDTH / image.width);
    canvas.width = Math.ceil(image.width * scale);
    canvas.height = Math.ceil(image.height * scale);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function drawElement(into: SVGElement, element: Element, origin: Place): void {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (element.matches('.actions, .spoken') || style.visibility === 'hidden' || box.width === 0) return;
  const [x, y] = [box.left - origin.left, box.top - origin.top];
  if (element instanceof SVGSVGElement) return void into.append(inlined(element, x, y, box));
  if (element instanceof HTMLCanvasElement) {
    const { width, height } = box;
    return void into.append(make('image', { x, y, width, height, href: element.toDataURL() }));
  }
  if (element instanceof HTMLElement) {
    const chart = chartSvg(element);
    if (chart !== null) return void into.append(nested(chart, x, y));
  }
  const background = style.backgroundColor;
  if (background !== 'rgba(0, 0, 0, 0)')
    into.append(make('rect', { x, y, width: box.width, height: box.height, fill: background }));
  const [top, bottom] = [parseFloat(style.borderTopWidth), parseFloat(style.borderBottomWidth)];
  const rule = (at: number, width: number, fill: string) =>
    width > 0 && into.append(make('rect', { x, y: at, width: box.width, height: width, fill }));
  rule(y, top, style.borderTopColor);
  rule(y + box.height - bottom, bottom, style.borderBottomColor);
  for (const child of element.childNodes) {
    if (child instanceof Element) drawElement(into, child, origin);
    else if (child instanceof Text) drawText(into, child, style, origin);
  }
}

/** A text node line by line, as the screen broke it. */
function drawText(into: SVGElement, node: Text, style: CSSStyleDeclaration, origin: Place): void {
  const range = document.createRange();
  const lines: { left: number; top: number; height: number; text: string }[] = [];
  [...node.data].reduce((at, char) => {
    range.setStart(node, at);
    range.setEnd(node, at + char.length);
    const rect = range.getClientRects()[0];
    const line = lines.at(-1);
    if (rect && rect.width > 0) {
      if (line && Math.abs(line.top - rect.top) < 2) line.text += char;
      else lines.push({ left: rect.left, top: rect.top, height: rect.height, text: char });
    }
    return at + char.length;
  }, 0);
  for (const { left, top, height, text } of lines) {
    const place = { x: left - origin.left, y: top - origin.top + height / 2, 'dominant-baseline': 'central' };
    const font = { 'font-size': style.fontSize, 'font-weight': style.fontWeight, fill: style.color };
    const element = make('text', { ...place, ...font });
    element.textContent = text;
    into.append(element);
  }
}

/** An SVG of the page with the look that style sheets gave it. */
function inlined(svg: SVGSVGElement, x: number, y: number, box: DOMRect): SVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  [svg, ...svg.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of STYLES) copies[i]!.style.setProperty(name, style.getPropertyValue(name));
    copies[i]!.removeAttribute('class');
  });
  for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height }))
    copy.setAttribute(name, String(value));
  return copy;
}

function nested(svg: string, x: number, y: number): SVGElement {
  const element = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement as unknown as SVGElement;
  element.setAttribute('x', String(x));
  element.setAttribute('y', String(y));
  return element;
}
