import { reject } from './problem.ts';

const EXCEL_PASSWORD = Buffer.from('EncryptedPackage', 'utf16le');

/** What a file is by its first bytes, whatever its name says. Throws UnreadableFile for what is neither a ZIP nor text. */
export function kindOf(path: string, head: Buffer): 'zip' | 'text' {
  const hex = head.subarray(0, 8).toString('hex');
  const no = (found: string): never => reject('unknown-format', path, { found });
  if (head.subarray(0, 512).includes('E-SafeNet')) reject('secured', path);
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'zip';
  if (hex.startsWith('d0cf11e0')) reject(head.includes(EXCEL_PASSWORD) ? 'encrypted' : 'old-excel', path);
  if (hex.startsWith('25504446')) no('pdf');
  if (hex.startsWith('53514c69')) no('sqlite');
  if (hex.startsWith('52617221') || hex.startsWith('377abcaf')) no('rar');
  return 'text';
}

/** What an archive holds, by the names of its parts. Throws UnreadableFile for all but a workbook without macros. */
export function checkWorkbook(path: string, names: readonly string[]): void {
  const holds = (part: RegExp) => names.some((name) => part.test(name));
  if (holds(/^xl\/workbook\.bin$/)) reject('binary-workbook', path);
  if (holds(/vbaProject\.bin$|^xl\/macrosheets\//)) reject('macros', path);
  if (holds(/^xl\//) || holds(/(^|\/)workbook\.xml$/)) return;
  if (holds(/^(word|ppt)\//)) reject('unknown-format', path, { found: 'word' });
  reject('unknown-format', path, { found: holds(/^content\.xml$/) ? 'ods' : 'zip' });
}

/** What a text is by its beginning. Throws UnreadableFile for what is no CSV, no XES and no page with a table. */
export function formatOf(path: string, text: string): 'csv' | 'xes' | 'html' {
  const no = (found: string): never => reject('unknown-format', path, { found });
  const start = text.trimStart();
  if (start.startsWith('<')) {
    const body = start
      .slice(0, 4096)
      .replaceAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
      .trimStart();
    const root = /^<(?:!DOCTYPE\s+)?([\w:.-]+)/i.exec(body)?.[1]?.toLowerCase();
    if (root === undefined || /^(?:[\w.-]+:)?log$/.test(root)) return 'xes';
    if (root === 'workbook' && start.includes('urn:schemas-microsoft-com:office:spreadsheet')) no('excel-xml');
    if (!/^(html|head|body|meta|table|style|div)$/.test(root)) no('xml');
    return /<table[\s>]/i.test(start) && !/<input[^>]+type\s*=\s*["']?password/i.test(start) ? 'html' : no('html');
  }
  if (/^MIME-Version:/i.test(start)) no('mhtml');
  if (/^(?:\[\s*)?\{\s*"[^"]*"\s*:/.test(start)) no('json');
  const sample = start.slice(0, 4096);
  let control = 0;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (code < 32 && code !== 1 && code !== 9 && code !== 10 && code !== 13 && code !== 12) control++;
  }
  if (control > Math.max(2, sample.length / 50)) no('binary');
  return 'csv';
}
