import type { Page } from 'playwright-core';

/** Words of the Latin alphabet that belong into the Chinese view. */
const ALLOWED = new Set(
  'csv xes gzip utf gb18030 p90 n kva kv k v t yekuo xmr id iso wilson e f esc hv lv sha cr lf xlsx png'.split(' '),
);

/** Terms that are written with figures in every language. */
const TERMS = /\b(P90|P50|T\+1|UTF-8|UTF-16|GB18030)\b/g;

/** Latin words a reader sees in the Chinese view, leaving out text that came with imported data, code and the switch. */
export async function foreignWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const skip = '[data-imported], [data-code], [data-language-name], script, style, title';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element && !element.closest(skip) && element.getClientRects().length > 0) found.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
      if (element.closest(skip)) continue;
      found.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '');
    }
    return found;
  });
  const words = texts.flatMap((text) => text.replace(TERMS, '').match(/[A-Za-z][A-Za-z-]*/g) ?? []);
  return [...new Set(words.filter((word) => !ALLOWED.has(word.toLowerCase())))];
}

/** Dictionary keys that reached the screen: `panel.about`. */
export async function rawKeys(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const element of copy.querySelectorAll('[data-imported], [data-code], script, style')) element.remove();
    return copy.textContent ?? '';
  });
  return text.match(/\b[a-z]+(?:-[a-z]+)*\.[a-z][A-Za-z-]+\b|\{\w+(?:\|[^}]*)?\}/g) ?? [];
}

/** Pairs of texts whose boxes lie over one another by more than a pixel or two. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Box = { node: Node; text: string; left: number; top: number; right: number; bottom: number };
    const boxes: Box[] = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const element = node.parentElement;
      if (!text || !element || element.closest('select, option, .spoken, script, style, nav')) continue;
      if (!element.checkVisibility()) continue; // inside a closed part
      const style = getComputedStyle(element);
      if (style.visibility === 'hidden' || style.opacity === '0' || style.position === 'fixed') continue;
      const clip = element.closest('.value, .scroll, [data-clip]')?.getBoundingClientRect();
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) {
        if (r.width < 1 || r.height < 1) continue;
        const slack = Math.max(0, (r.height - parseFloat(style.fontSize)) / 2);
        const right = clip ? Math.min(r.right, clip.right) : r.right;
        const left = clip ? Math.max(r.left, clip.left) : r.left;
        if (right <= left) continue; // scrolled out of sight
        boxes.push({ node, text, left, right, top: r.top + slack, bottom: r.bottom - slack });
      }
    }
    boxes.sort((a, b) => a.top - b.top);
    const found: string[] = [];
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        if (b.top >= a.bottom - 2) break;
        if (a.node === b.node) continue; // an ellipsis is a second box of the same text
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 2 && high > 2) found.push(`「${a.text}」 over 「${b.text}」`);
      }
    });
    return found;
  });
}

/** How far the page is wider than its window, px. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
