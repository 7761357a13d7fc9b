import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { xlsxBytes } from '../../../api/table/xlsx.ts';

const read = async (...sheets: Parameters<typeof xlsxBytes>[0]) => (await readXlsx(await xlsxBytes(sheets))).sheets;

describe('xlsxBytes(sheets)', () => {
  it('keeps text text and numbers numbers, also what looks like a formula, a date or a number', async () => {
    const rows = [['=1+1', '007', '1234567890123456789', '2026-10-21', -3, 0.5, true, null]];
    const [sheet] = await read({ name: 'a', rows });
    expect(sheet!.rows[0]).toEqual(rows[0]!.slice(0, 7));
  });

  it('writes no formula and no link into the file, whatever comes in', async () => {
    const bytes = await xlsxBytes([{ name: '=x', rows: [['=HYPERLINK("http://a")', '+1', '@SUM(1)', 'http://a']] }]);
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect([...(sheet!.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([]);
  });

  it('drops what XML cannot hold and gives sheets names that a spreadsheet accepts', async () => {
    const sheets = await read({ name: 'a/b:c', rows: [['x\u0000\u0001y\uffff']] }, { name: 'a/b:c', rows: [['z']] });
    expect(sheets.map(({ name }) => name)).toEqual(['a b c', 'a b c 2']);
    expect(sheets[0]!.rows[0]).toEqual(['xy']);
  });
});
