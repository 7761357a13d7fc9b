import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachment, csvText } from '../../../api/table/csv.ts';

const cell = (value: string | number | null) => csvText([[value]]).slice(1, -2);

describe('a CSV cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\rx', '\ufeff=1', '＝1', '＋1', '－1', '＠x', '\u0001=1'])(
    'is inert where a spreadsheet would take %j for a formula',
    (text) => expect(cell(text)).toBe(`"'${text}"`),
  );

  it('keeps numbers numbers and other text as it is', () => {
    expect([cell(-3), cell(0.5), cell(NaN), cell(null)]).toEqual(['-3', '0.5', '', '']);
    expect([cell('007'), cell('a "b", c'), cell('3-1')]).toEqual(['"007"', '"a ""b"", c"', '"3-1"']);
  });

  it('never begins a text with a character of a formula, whatever comes in', () => {
    const opener = fc.constantFrom(...' \t\r\n\u0000\ufeff=+-@＝＋－＠x');
    fc.assert(
      fc.property(fc.array(opener, { maxLength: 6 }), (parts) => {
        const inner = cell(parts.join('')).slice(1, -1);
        expect(inner).not.toMatch(/^[\s\p{Cc}\ufeff]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});

it('names the file in ASCII and in full, without what a header or a file system forbids', () => {
  expect(attachment('工单_a"b\r\n/c.csv')).toBe(
    `attachment; filename="__a_b_c.csv"; filename*=UTF-8''%E5%B7%A5%E5%8D%95_a_b_c.csv`,
  );
});
