import { reject } from './problem.ts';

/** What a file is by its first bytes, whatever its name says. Throws UnreadableFile for what is no CSV and no XES. */
export function formatOf(path: string, head: Buffer, text: string): 'csv' | 'xes' {
  const hex = head.subarray(0, 8).toString('hex');
  const no = (what: string, advice: string): never => reject('unknown-format', `${path}: ${what}; ${advice}`);
  if (hex.startsWith('504b0304')) no('a ZIP or XLSX file', 'save the sheet as CSV (UTF-8)');
  if (hex.startsWith('d0cf11e0')) no('an old Excel or Word file', 'save the sheet as CSV (UTF-8)');
  if (hex.startsWith('25504446')) no('a PDF file', 'only CSV and XES are read');
  if (hex.startsWith('53514c69')) no('an SQLite file', 'only CSV and XES are read');
  const start = text.trimStart().slice(0, 4096);
  if (start.startsWith('<')) {
    const body = start.replaceAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '').trimStart();
    const root = /^<([\w:.-]+)/.exec(body)?.[1];
    if (
      root === 'log' || /^<!DOCTYPE/i.test(body) === false
        ? root === 'log' || root === undefined
        : /^<!DOCTYPE\s+log/i.test(body)
    ) {
      return 'xes';
    }
    if (/^<!DOCTYPE html|^<html/i.test(body))
      no('an HTML page', 'probably a login or error page was saved instead of the data');
    no(`XML with the root <${root ?? '?'}>`, 'of XML only XES (<log>) is read');
  }
  let control = 0;
  for (let i = 0; i < start.length; i++) {
    const code = start.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) control++;
  }
  if (control > Math.max(2, start.length / 50)) no('not a text file', 'only CSV and XES are read');
  return 'csv';
}
