import type { PathLike } from 'node:fs';
import { open } from 'node:fs/promises';

/** Whether a file's end is one: `whole` by its structure, `open` where nothing tells, `cut` where it is plainly not there yet. */
export type FileEnd = 'whole' | 'open' | 'cut';

/** The comment behind a ZIP's directory may be so long. */
const ZIP_TAIL = 65_557;
const XML_TAIL = 4_096;
const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** Looks at the first and the last bytes: a ZIP's directory, an XML's closing tag, a text's last line end. */
export async function fileEnd(path: PathLike, size: number): Promise<FileEnd> {
  const file = await open(path, 'r');
  try {
    const read = async (from: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    const head = await read(0, Math.min(size, 512));
    if (head.length === 0) return 'open';
    if (head[0] === 0x1f && head[1] === 0x8b) return size >= 18 ? 'open' : 'cut';
    if (head.subarray(0, 2).toString('latin1') === 'PK') {
      const tail = await read(Math.max(0, size - ZIP_TAIL), ZIP_TAIL);
      return tail.includes(END_OF_DIRECTORY) ? 'whole' : 'cut';
    }
    const tail = (await read(Math.max(0, size - XML_TAIL), XML_TAIL)).toString('latin1').replaceAll('\0', '');
    const start = head.toString('latin1').replaceAll('\0', '');
    const root = /^[^<]{0,4}(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->)*<([A-Za-z][\w:.-]*)/.exec(start)?.[1];
    if (root !== undefined) return tail.trimEnd().endsWith(`</${root}>`) ? 'whole' : 'cut';
    return /[\r\n]$/.test(tail) ? 'whole' : 'open';
  } finally {
    await file.close();
  }
}
