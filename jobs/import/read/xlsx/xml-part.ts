import { PlainElement, type XmlEvents } from './plain-element.ts';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { reject, UnreadableFile } from '../problem.ts';
import type { Zip } from './open-zip.ts';

const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 256;
const MAX_TEXT_CHARS = 1_048_576;
const MAX_ELEMENTS = 50_000_000;
/** Characters of an element whose end has not come yet, before the parser gets them as they are. */
const MOST_KEPT = 65_536;

export type XmlHandler = {
  /** Local name, without a prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Each piece of the part's text as it comes in, before it is parsed. */
  raw?(text: string): void;
  /** The element most of the part consists of: where it is plain it is read without the parser. */
  plain?: string;
  /** Asked after each piece: nothing more is wanted. */
  enough?(): boolean;
};

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** Reads one XML part of a workbook. DOCTYPE, too deep, too wide or too many elements and broken XML reject the file. */
export async function readXmlPart(
  path: string,
  zip: Zip,
  part: string,
  handler: XmlHandler,
  mostElements = MAX_ELEMENTS,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let elements = 0;
  const events: XmlEvents = {
    open(name, attributes) {
      if (++elements > mostElements) fail(`> ${mostElements} elements`);
      handler.open(name, attributes);
    },
    close: (name) => handler.close?.(name),
    text: (value) => handler.text?.(value),
  };
  /** The parser stands right behind such an element, so that the next may be taken from it. */
  let between = false;
  const fail = (why: string): never => reject('broken-workbook', path, { part, why });
  let depth = 0;
  parser.on('error', (error) => fail(error.message.replace(/^[\d:]+ /, '')));
  parser.on('doctype', () => fail('DOCTYPE'));
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (++depth > MAX_DEPTH) fail(`> ${MAX_DEPTH} levels`);
    between = false;
    events.open(local(tag.name), tag.attributes);
  });
  let attributes = 0;
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    if (++attributes > MAX_ATTRIBUTES) fail(`> ${MAX_ATTRIBUTES} attributes`);
  });
  parser.on('closetag', (tag) => {
    depth--;
    const name = local(tag.name);
    events.close(name);
    between = name === handler.plain;
  });
  const text = (value: string) => {
    if (value.length > MAX_TEXT_CHARS) fail(`> ${MAX_TEXT_CHARS} characters`);
    events.text(value);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  const element = handler.plain === undefined ? null : new PlainElement(handler.plain, events);
  /** Gives the parser what is not plain, up to the end of such an element, and looks for plain ones from there. */
  const past = `</${handler.plain}>`;
  let kept = '';
  const write = (piece: string, last: boolean): void => {
    const text = kept + piece;
    let at = 0;
    while (at < text.length) {
      const next = between ? element!.take(text, at) : -1;
      if (next >= 0) {
        at = next;
        continue;
      }
      const end = element === null ? -1 : text.indexOf(past, at);
      if (between && end < 0 && !last && text.length - at < MOST_KEPT) break; // the rest of it is still to come
      const to = end < 0 ? text.length : end + past.length;
      between = false;
      parser.write(text.slice(at, to));
      if (end < 0) between = false;
      at = to;
    }
    kept = text.slice(at);
  };
  let decoder: TextDecoder | null = null;
  try {
    for await (const bytes of zip.bytes(part)) {
      decoder ??= new TextDecoder(encodingOf(bytes, fail), { fatal: true });
      const piece = decoder.decode(bytes, { stream: true });
      handler.raw?.(piece);
      write(piece, false);
      if (handler.enough?.()) return;
    }
    write(decoder?.decode() ?? '', true);
    parser.close();
    if (depth !== 0) fail('ends early');
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    if (error instanceof TypeError && 'code' in error) fail('undecodable bytes');
    throw error;
  }
}

/** By the byte order mark, else UTF-8; a label that says something else is not believed and not read. */
function encodingOf(bytes: Buffer, fail: (why: string) => never): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const label = /^[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1];
  if (label !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(label)) fail(`encoding ${label}`);
  return 'utf-8';
}
