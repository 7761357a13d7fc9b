/** What an XML parser tells, in order. Names are local, attributes as they stand. */
export type XmlEvents = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
};

const TAG = /<(\/?)([A-Za-z][\w.-]*)((?: [A-Za-z][\w:.-]*="[ !#-%'-;=-\ufffd]*")*) ?(\/?)>/y;
/** An element that holds one other and that one text, as nearly every cell with a value does. */
const CELL =
  /<([A-Za-z][\w.-]*)((?: [A-Za-z][\w:.-]*="[ !#-%'-;=-\ufffd]*")*)><([A-Za-z][\w.-]*)>([\t\n !-%'-;=?-\ufffd]+)<\/\3><\/\1>/y;
const TEXT = /[\t\n !-%'-;=?-\ufffd]+/y;
const SPACE = /[ \t\n\r]*/y;
const DEEPEST = 8;
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

/**
 * Reads one whole element so plain that it needs no parser: tags and text alone, without references, comments, sections or a
 * prefix. Nearly all rows of a workbook are, and a parser that looks at every character takes several times as long.
 */
export class PlainElement {
  readonly #name: string;
  readonly #events: XmlEvents;

  constructor(name: string, events: XmlEvents) {
    this.#name = name;
    this.#events = events;
  }

  /** Tells the element that begins at `from`, after space; returns where it ends, or -1 and tells nothing where it is not plain. */
  take(text: string, from: number): number {
    const { open, close, text: say } = this.#events;
    const told: (string | Readonly<Record<string, string>>)[] = []; // a kind, then its words
    const names: string[] = [];
    let at = after(SPACE, text, from);
    do {
      CELL.lastIndex = at;
      const cell = names.length > 0 && names.length < DEEPEST - 1 ? CELL.exec(text) : null;
      if (cell !== null) {
        const attributes = attributesOf(cell[2]!);
        if (attributes === null) return -1;
        at = CELL.lastIndex;
        told.push('<', cell[1]!, attributes, '<', cell[3]!, NO_ATTRIBUTES, '', cell[4]!, NO_ATTRIBUTES);
        told.push('/', cell[3]!, NO_ATTRIBUTES, '/', cell[1]!, NO_ATTRIBUTES);
        continue;
      }
      TAG.lastIndex = at;
      const tag = TAG.exec(text);
      if (tag === null) {
        const end = after(TEXT, text, at);
        if (end === at || names.length === 0) return -1;
        const said = text.slice(at, end);
        told.push('', said, NO_ATTRIBUTES);
        at = end;
        continue;
      }
      at = TAG.lastIndex;
      const name = tag[2]!;
      if (tag[1] === '/') {
        if (names.pop() !== name || tag[3] !== '' || tag[4] !== '') return -1;
        told.push('/', name, NO_ATTRIBUTES);
        continue;
      }
      if (names.length === 0 && name !== this.#name) return -1;
      const attributes = attributesOf(tag[3]!);
      if (attributes === null || names.length === DEEPEST) return -1;
      told.push('<', name, attributes);
      if (tag[4] === '/') told.push('/', name, NO_ATTRIBUTES);
      else names.push(name);
    } while (names.length > 0);
    for (let i = 0; i < told.length; i += 3) {
      const name = told[i + 1] as string;
      if (told[i] === '<') open(name, told[i + 2] as Readonly<Record<string, string>>);
      else if (told[i] === '/') close(name);
      else say(name);
    }
    return at;
  }
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** null: one is there twice. */
function attributesOf(text: string): Readonly<Record<string, string>> | null {
  if (text === '') return NO_ATTRIBUTES;
  const attributes: Record<string, string> = {};
  for (let at = 1; at < text.length;) {
    const equals = text.indexOf('=', at);
    const name = text.slice(at, equals);
    const end = text.indexOf('"', equals + 2);
    if (name in attributes) return null;
    attributes[name] = text.slice(equals + 2, end);
    at = end + 2;
  }
  return attributes;
}
