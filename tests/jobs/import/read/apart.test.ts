import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../../../jobs/import/profile.ts';
import { readApart } from '../../../../jobs/import/read/apart/read-apart.ts';
import type { Refusal, Row } from '../../../../jobs/import/row.ts';
import { root } from '../../../command.ts';
import { read, written } from './reading.ts';
import { workbook, workbookParts, zipped } from './workbook.ts';

const profile: Profile = {
  name: 'log',
  tables: [{ shape: 'event', key: ['单号'], fields: { step: '环节', at: '时间' }, dimensions: ['单位'] }],
};
const HEAD = ['单号', '环节', '时间', '单位'];
const rows = Array.from({ length: 5_000 }, (_, i) => [`${i}`, '受理', i === 7 ? '昨天' : '2024-03-01', '城关所']);

describe('reading in a process of its own', () => {
  let reader = '';
  beforeAll(async () => {
    const outDir = mkdtempSync(join(tmpdir(), 'yekuo-reader-'));
    const input = { reader: join(root, 'jobs/import/read/apart/reader.ts') };
    await build({
      ...{ configFile: false, root, logLevel: 'error' },
      build: { ssr: true, outDir, emptyOutDir: true, target: 'node20', rollupOptions: { input } },
      ssr: { noExternal: true },
    });
    reader = join(outDir, 'reader.js');
  }, 120_000);

  const apart = async (path: string, limits = { memoryMb: 512, seconds: 60 }) => {
    const [taken, refused] = [[] as Row[], [] as Refusal[]];
    let blanks = 0;
    const sink = {
      row: (row: Row) => void taken.push(row),
      refuse: (refusal: Refusal) => void refused.push(refusal),
      blank: () => void blanks++,
      total: () => undefined,
    };
    const request = { path, profile, options: { zone: 'Asia/Shanghai' } };
    return { reading: await readApart(reader, request, sink, limits), taken, refused, blanks };
  };

  it('gives what reading here gives', async () => {
    const path = written(workbook([{ name: 'x', rows: [HEAD, ...rows, []] }]), 'a.xlsx');
    const here = await read(path, profile);
    const { reading, taken, refused, blanks } = await apart(path);
    expect(taken).toHaveLength(4_999);
    expect([taken, refused, blanks]).toEqual([here.rows, here.refused, here.blank.length]);
    expect({ ...reading }).toMatchObject({ rowsIn: 5_001, sha256: here.sha256, format: 'xlsx', problem: null });
  }, 60_000);

  it('ends the file, not the program, where memory runs out', async () => {
    const text = Array.from({ length: 400_000 }, (_, i) => `<si><t>${i}-${'x'.repeat(40)}</t></si>`).join('');
    const parts = workbookParts([{ name: 'x', rows: [HEAD] }]);
    const path = written(zipped([...parts, { name: 'xl/sharedStrings.xml', content: `<sst>${text}</sst>` }]), 'b.xlsx');
    const { reading, taken } = await apart(path, { memoryMb: 24, seconds: 60 });
    expect(reading.problem).toMatchObject({ status: 'rejected', code: 'out-of-limits', params: { what: '24 MB' } });
    expect(taken).toEqual([]);
  }, 90_000);

  it('ends the file, not the program, where time runs out', async () => {
    const { reading } = await apart(written(workbook([{ name: 'x', rows: [HEAD, ...rows] }])), {
      ...{ memoryMb: 512, seconds: 0.01 },
    });
    expect(reading.problem).toMatchObject({ status: 'rejected', code: 'out-of-limits', params: { what: '0.01 s' } });
  }, 60_000);

  it('throws where the process itself is broken', async () => {
    const broken = { path: 'x', profile, options: { zone: 'No/Where' } };
    const sink = { row: () => undefined, refuse: () => undefined, blank: () => undefined, total: () => undefined };
    const path = written(workbook([{ name: 'x', rows: [HEAD, ...rows] }]));
    await expect(readApart(reader, { ...broken, path }, sink, { memoryMb: 512, seconds: 60 })).rejects.toThrow(
      /No\/Where/,
    );
  }, 60_000);
});
