import { describe, expect, it } from 'vitest';
import { isAside } from '../../../../jobs/import/read/aside.ts';
import { accounted, readText } from './reading.ts';

const NAMES = ['序号', '工单号', '供电所', '受理时间'];
const KEY = [1];

describe('a record below the header that is none of the table', () => {
  it.each([
    ['a sum', ['合 计', '', '', '']],
    ['a sum of a unit', ['城关供电所小计', '5', '', '']],
    ['a sum with its unit', ['合计（户）', '15', '', '']],
    ['a sum and its number in one cell', ['', '总计：15户', '', '']],
    ['an English sum', ['Grand Total', '', '15', '']],
    ['a remark', ['备注：本表每月5日前上报。', '', '', '']],
    ['a numbered remark in the column of the case numbers', ['', '注1：不含批量', '', '']],
    ['signatures with a day', ['制表人：王五', '', '审核：赵六', '2024年4月2日']],
    ['the end of a printed page', ['第1页 共3页', '', '', '']],
    ['the end of a printed table', ['', '—— 以下空白 ——', '', '']],
    ['the next line of a remark', ['', '2、不含批量。', '', '']],
    ['the head of a group', ['一、城关供电所', '', '', '']],
    ['the header once more', NAMES],
  ])('is %s', (_, values) => {
    expect(isAside(values, NAMES, KEY)).toBe(true);
  });

  it.each([
    ['a case', ['1', '33240001', '城关供电所', '2024-03-01']],
    ['a case whose first column ends with such a word', ['收费系统累计', '33240001', '城关供电所', '2024-03-01']],
    ['a case with a remark in front', ['备注：加急', '33240001', '城关供电所', '2024-03-01']],
    ['a blank record', ['', ' ', '', '']],
    ['a case of which nothing else is known', ['', 'BJ:33240001', '', '']],
  ])('is not %s', (_, values) => {
    expect(isAside(values, NAMES, KEY)).toBe(false);
  });
});

const ROWS = Array.from({ length: 6 }, (_, i) => `${i + 1},3324000${i},城关供电所,2024-03-0${i + 1}\n`).join('');

describe('reading a table with such records', () => {
  it('makes no case of them and accounts for each', async () => {
    const below = '合计,,6户,\n备注：每月5日前上报,,,\n制表人：王五,,审核：赵六,2024年4月2日\n第1页 共1页\n';
    const reading = await readText(
      `${NAMES.join(',')}\n${ROWS}${NAMES.join(',')}\n${ROWS.replaceAll('3324', '3325')}${below}`,
    );
    expect(reading).toMatchObject({ problem: null, refused: [], shape: 'case' });
    expect(reading.rows).toHaveLength(12);
    expect(reading.totals).toEqual([8, 15, 16, 17, 18]);
    expect(accounted(reading)).toBe(reading.rowsIn);
  });

  it('makes no callback of a sum that holds a count where the others hold their number', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => `${i},3324000${i},2024-03-0${i + 1},满意\n`).join('');
    const reading = await readText(`序号,工单编号,回访时间,满意度\n${rows}合计,5,,\n`);
    expect(reading).toMatchObject({ shape: 'callback', totals: [7], refused: [] });
    expect(reading.rows).toHaveLength(5);
  });

  it('understands a list by its rows alone, whatever its sums repeat in the column of the case numbers', async () => {
    const units = ['城关', '河西'].map((unit) => `${ROWS.replaceAll('3324', unit)}${unit}小计,6,,\n`).join('');
    const reading = await readText(`${NAMES.join(',')}\n${units}总计,12,,\n`);
    expect(reading).toMatchObject({ problem: null, shape: 'case', totals: [8, 15, 16] });
  });

  it('makes no step of them', async () => {
    const head = '工单编号,环节名称,到达时间,完成时间\n';
    const rows = ['受理', '勘查'].map((step) => `1,${step},2024-03-01 08:00,2024-03-01 09:00\n`).join('');
    const reading = await readText(`${head}${rows}${head}${rows.replaceAll('1,', '2,')}注：不含批量工单,,,\n`);
    expect(reading.events).toHaveLength(4);
    expect(reading).toMatchObject({ totals: [4, 7], refused: [] });
  });
});
