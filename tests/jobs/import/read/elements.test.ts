import { expect, it } from 'vitest';
import { FileBytes } from '../../../../jobs/import/read/file-bytes.ts';
import { readXesEvents } from '../../../../jobs/import/read/read-xes.ts';
import { openZip } from '../../../../jobs/import/read/xlsx/open-zip.ts';
import { readXmlPart } from '../../../../jobs/import/read/xlsx/xml-part.ts';
import { written } from './reading.ts';
import { zipped } from './workbook.ts';

it('a log of more elements than are accepted is rejected', async () => {
  const path = written('<log><trace><event/><event/></trace></log>', 'log.xes');
  const read = async (most: number) => {
    const file = await FileBytes.open(path);
    try {
      return await readXesEvents(file, { encoding: 'utf-8', faulty: false, bom: 0 }, { event: () => true }, most);
    } finally {
      await file.close();
    }
  };
  expect(await read(4)).toMatchObject({ events: 2 });
  await expect(read(3)).rejects.toMatchObject({ problem: { status: 'rejected', code: 'broken-xml', line: 1 } });
});

it('a part of a workbook of more elements than are accepted is rejected, plain ones counted too', async () => {
  const zip = await openZip('a.xlsx', zipped([{ name: 'a.xml', content: '<a><row><c/></row><row><c/></row></a>' }]));
  const names: string[] = [];
  const handler = { plain: 'row', open: (name: string) => void names.push(name) };
  await readXmlPart('a.xlsx', zip, 'a.xml', handler, 5);
  expect(names).toEqual(['a', 'row', 'c', 'row', 'c']);
  await expect(readXmlPart('a.xlsx', zip, 'a.xml', handler, 4)).rejects.toMatchObject({
    problem: { status: 'rejected', code: 'broken-workbook' },
  });
});
