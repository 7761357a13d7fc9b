import type { Column, Layout } from './layout.ts';
import type { Outlet, TextFile } from './outlet.ts';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
`;

const SIGNS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const escaped = (text: string): string => text.replaceAll(/[&<"\t\n\r]/g, (sign) => SIGNS[sign]!);
const attribute = (key: string, value: string, stamp: boolean): string =>
  `<${stamp && value !== '' ? 'date' : 'string'} key="${escaped(key)}" value="${escaped(value)}"/>`;

/**
 * A log of rows: of those that belong to a case a trace a case, of others one trace. Steps have the names and the time that
 * other tools look for; the first event names every attribute, also those it has no value of.
 */
export function xesOutlet(layout: Layout, file: TextFile): Outlet {
  const { columns, shape } = layout;
  const byCase = columns[0]!.field === 'key';
  const ownName = columns.some(({ name }) => name === 'case:concept:name');
  const stampAt = ['finished', 'started', 'arrived'].map((field) =>
    columns.findIndex((column) => column.field === field),
  );
  let trace: string | null = null;
  file.push(HEAD);
  const open = (first: string): string => {
    const name = byCase ? attribute(columns[0]!.name, first, false) : '';
    return `<trace>${ownName ? '' : attribute('concept:name', byCase ? first : layout.name, false)}${name}\n`;
  };
  const outlet: Outlet = {
    file,
    rows: 0,
    inert: false,
    row(cells) {
      const first = byCase ? cells[0]! : layout.name;
      if (first !== trace) {
        file.push(`${trace === null ? '' : '</trace>\n'}${open(first)}`);
        trace = first;
      }
      const all = outlet.rows === 0;
      const parts = columns.map(({ name, stamp }: Column, i) => {
        const cell = cells[i] ?? null;
        return (byCase && i === 0) || (cell === null && !all) ? '' : attribute(name, cell ?? '', stamp);
      });
      const at = shape === 'step' ? stampAt.map((i) => cells[i] ?? null).find((stamp) => stamp !== null) : undefined;
      if (at !== undefined) parts.push(attribute('time:timestamp', at!, true));
      file.push(`<event>${parts.join('')}</event>\n`);
      outlet.rows++;
    },
    end() {
      file.push(`${trace === null ? '' : '</trace>\n'}</log>\n`);
    },
  };
  return outlet;
}
