import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { PlainElement } from '../../../../jobs/import/read/xlsx/plain-element.ts';

type Told = (string | Record<string, string>)[];

function plainly(text: string): { told: Told; end: number } {
  const told: Told = [];
  const element = new PlainElement('row', {
    open: (name, attributes) => void told.push('<', name, { ...attributes }),
    close: (name) => void told.push('/', name),
    text: (said) => void told.push('', said),
  });
  return { end: element.take(text, 0), told };
}

/** What the parser tells of the first row; null where it finds a fault within it. */
function parsed(text: string): Told | null {
  const told: Told = [];
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let over = false;
  let broken = false;
  parser.on('error', () => (broken ||= !over));
  parser.on('opentag', ({ name, attributes }) => {
    if (depth++ > 0 && !over) told.push('<', name, { ...(attributes as Record<string, string>) });
  });
  parser.on('closetag', ({ name }) => {
    if (!over && depth > 1) told.push('/', name);
    if (--depth === 1) over = true;
  });
  parser.on('text', (said) => {
    if (!over && depth > 1) told.push('', said);
  });
  parser.write(`<sheetData>${text}</sheetData>`).close();
  return broken ? null : told;
}

const name = fc.constantFrom('row', 'c', 'v', 'is', 't', 'f', 'x:c', '1c');
const value = fc.string({
  unit: fc.constantFrom('A', '1', ' ', '"', '&', '<', '>', '\n', '计', '\u0001', '😀'),
  maxLength: 4,
});
const attribute = fc.tuple(fc.constantFrom('r', 't', 's', 'x:y'), value).map(([key, said]) => ` ${key}="${said}"`);
const inner = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(name, fc.array(attribute, { maxLength: 3 }), fc.array(fc.oneof(value, tie('element')), { maxLength: 3 }))
    .map(([tag, attributes, parts]) =>
      parts.length === 0
        ? `<${tag}${attributes.join('')}/>`
        : `<${tag}${attributes.join('')}>${parts.join('')}</${tag}>`,
    ),
})).element;
const row = fc
  .tuple(fc.array(attribute, { maxLength: 2 }), fc.array(fc.oneof(value, inner), { maxLength: 4 }))
  .map(([attributes, parts]) => `<row${attributes.join('')}>${parts.join('')}</row>`);

describe('a plain element', () => {
  it('is told as the parser tells it, and what is not plain is left to the parser', () => {
    let plain = 0;
    fc.assert(
      fc.property(row, (text) => {
        const { told, end } = plainly(text);
        expect(end).toBe(end < 0 ? -1 : text.length);
        expect(told).toEqual(end < 0 ? [] : parsed(text));
        if (end > 0) plain++;
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it.each([
    '<row><c r="A1"><v>1</v></row>',
    '<row><c r="A1" r="A2"><v>1</v></c></row>',
    '<row><v>1 &amp; 2</v></row>',
    '<row><!-- c --></row>',
    '<row><![CDATA[1]]></row>',
    '<row><v>]]></v></row>',
    '<row><c><v>1</c></v></row>',
    '<row><v>1</v>',
    '<c><v>1</v></c>',
    'text<row/>',
  ])('is not seen in %s', (text) => {
    expect(plainly(text)).toEqual({ told: [], end: -1 });
  });
});
