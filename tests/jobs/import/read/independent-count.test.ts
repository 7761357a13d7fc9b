import type * as Saxes from 'saxes';
import { expect, it, vi } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import type * as Records from '../../../../jobs/import/read/csv-records.ts';
import type * as Plain from '../../../../jobs/import/read/xlsx/plain-element.ts';
import { accounted, readText } from './reading.ts';
import { workbook } from './workbook.ts';

const profile: Profile = {
  name: 'log',
  tables: [{ shape: 'event', key: ['k'], fields: { step: 's', at: 't' } }],
};
const lossy = vi.hoisted(() => ({ planted: false, calls: 0 }));
const swallows = () => lossy.planted && ++lossy.calls % 11 === 0;

vi.mock('../../../../jobs/import/read/csv-records.ts', async (original) => {
  const { CsvRecords } = await original<typeof Records>();
  type OnRecord = ConstructorParameters<typeof CsvRecords>[1];
  return {
    CsvRecords: class extends CsvRecords {
      constructor(delimiter: string, onRecord: OnRecord) {
        super(delimiter, (fields, line, fault) => void (line > 1 && swallows() ? 0 : onRecord(fields, line, fault)));
      }
    },
  };
});
vi.mock('../../../../jobs/import/read/xlsx/plain-element.ts', async (original) => {
  const { PlainElement } = await original<typeof Plain>();
  return {
    PlainElement: class extends PlainElement {
      override take(text: string, from: number): number {
        const end = text.startsWith('<row', from) && swallows() ? text.indexOf('</row>', from) : -1;
        return end < 0 ? super.take(text, from) : end + '</row>'.length;
      }
    },
  };
});
vi.mock('saxes', async (original) => {
  const saxes = await original<typeof Saxes>();
  class Lossy extends saxes.SaxesParser {
    readonly #lost = new WeakSet<object>();
    override on(name: never, handler: never): void {
      const call = handler as (tag: { name: string }) => void;
      const losing = (tag: { name: string }) => {
        if (name === 'opentag' && /^(row|event)$/.test(tag.name) && swallows()) this.#lost.add(tag);
        call(this.#lost.has(tag) ? { ...tag, name: 'lost' } : tag);
      };
      super.on(name, (/^(opentag|closetag)$/.test(name) ? losing : handler) as never);
    }
  }
  return { ...saxes, SaxesParser: Lossy };
});

const rows = Array.from({ length: 40 }, (_, i) => [`${i}`, 'a', '2024-03-01']);
const event = ([key, step, at]: string[]) =>
  `<trace><string key="k" value="${key}"/><event><string key="s" value="${step}"/><date key="t" value="${at}"/></event></trace>`;
const FILES = {
  CSV: ['k,s,t', ...rows.map((row) => row.join(','))].join('\n'),
  'quoted CSV': ['k,s,t,n', ...rows.map((row) => [...row, `"${row[0]},\n""x"`].join(','))].join('\n'),
  XLSX: workbook([{ name: 'x', rows: [['k', 's', 't'], ...rows] }]),
  'XLSX with references': workbook([
    { name: 'x', rows: [['k', 's', 't'], ...rows.map(([k, s, t]) => [k!, `${s}&`, t!])] },
  ]),
  XES: `<log><!-- <event> -->${rows.map(event).join('')}</log>`,
};

it.each(Object.entries(FILES))('a parser that swallows rows of %s is caught by the count', async (_, content) => {
  lossy.planted = false;
  const sound = await readText(content, profile);
  expect([accounted(sound), sound.rowsIn]).toEqual([40, 40]);
  lossy.planted = true;
  const short = await readText(content, profile);
  lossy.planted = false;
  expect(short.rowsIn).toBe(40);
  expect(accounted(short)).toBeLessThan(40);
});
