/** Longer than any start of a tag that may be cut by the end of a piece. */
const LONGEST_START = 64;

/** Counts the elements of one name by their tags in the text, whatever the parser makes of it; comments and CDATA hold none. */
export class TagCount {
  readonly #start: RegExp;
  #inside: '-->' | ']]>' | null = null;
  #carry = '';
  count = 0;

  constructor(name: string) {
    this.#start = new RegExp(`<!--|<!\\[CDATA\\[|<(?:[A-Za-z][\\w.-]*:)?${name}(?=[\\s/>])`, 'g');
  }

  push(piece: string): void {
    const text = this.#carry + piece;
    let at = 0;
    for (;;) {
      if (this.#inside !== null) {
        const end = text.indexOf(this.#inside, at);
        if (end < 0) {
          this.#carry = text.slice(Math.max(at, text.length - 2));
          return;
        }
        at = end + 3;
        this.#inside = null;
      }
      this.#start.lastIndex = at;
      const found = this.#start.exec(text)?.[0];
      if (found === undefined) {
        const open = text.lastIndexOf('<');
        this.#carry = open >= at && text.length - open < LONGEST_START ? text.slice(open) : '';
        return;
      }
      at = this.#start.lastIndex;
      if (found === '<!--') this.#inside = '-->';
      else if (found === '<![CDATA[') this.#inside = ']]>';
      else this.count++;
    }
  }
}
