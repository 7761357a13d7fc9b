import { looksLikeFormula } from '../../sql/inert-text.ts';
import type { Layout } from './layout.ts';
import type { Outlet, TextFile } from './outlet.ts';

/** UTF-8 with a byte order mark; `caps`: numbers of rows at which a file is taken for cut off, which it must not have. */
export function csvOutlet(layout: Layout, file: TextFile, delimiter: string, caps: readonly number[]): Outlet {
  const special = new RegExp(`["\r\n${delimiter.replace(/[\\\]^-]/g, '\\$&')}]`);
  const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  file.push(`\ufeff${layout.columns.map(({ name }) => quoted(name)).join(delimiter)}\r\n`);
  const outlet: Outlet = {
    file,
    rows: 0,
    inert: false,
    row(cells) {
      const texts = cells.map((cell) => {
        if (cell === null) return '';
        if (!cell.startsWith("'") && !looksLikeFormula(cell)) return quoted(cell);
        outlet.inert = true;
        return quoted(`'${cell}`);
      });
      file.push(`${texts.join(delimiter)}\r\n`);
      outlet.rows++;
    },
    end() {
      for (let rows = outlet.rows; caps.includes(rows) || caps.includes(rows + 1); rows++) file.push('\r\n');
    },
  };
  return outlet;
}
