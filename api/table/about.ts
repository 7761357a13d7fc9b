import type { Basis } from '../contract/filter.ts';
import type { Language } from '../problems.ts';
import type { Cell } from './csv.ts';
import { inWords, stampCell } from './words.ts';

const HEADS = {
  name: ['说明', 'About'],
  source: ['数据来源', 'Source'],
  unit: ['单位', 'Unit'],
  period: ['统计期', 'Period'],
  partial: ['未满期', 'unfinished'],
  none: ['尚无数据', 'no data yet'],
  rules: ['时限规则集', 'Rule set'],
  dataTime: ['数据截至', 'Data as of'],
  demo: ['演示数据', 'Demo data'],
  unclosed: ['未关账，没有上报数', 'Not closed, nothing was reported'],
  excluded: ['未计入', 'Left out'],
  filters: ['其他条件', 'Other filters'],
} as const;

/** Not conditions of the figures, or named apart. */
const NAMED = new Set(['source', 'unit', 'from', 'to', 'rules', 'format', 'lang', 'table', 'page', 'size']);

/** The first sheet of a workbook: what its figures are about. */
export function aboutRows(basis: Basis, query: Record<string, unknown>, lang: Language) {
  const say = (key: keyof typeof HEADS) => HEADS[key][lang === 'zh' ? 0 : 1];
  const begun = basis.dataTime === null || basis.dataTime.slice(0, 19) > `${basis.from}-01T00:00:00`;
  const period = `${basis.from} – ${basis.to}${basis.partial ? ` (${say(begun ? 'partial' : 'none')})` : ''}`;
  const rows: Cell[][] = [
    [say('source'), basis.sourceLabel],
    [say('unit'), basis.unitName],
    [say('period'), period],
    [say('rules'), lang === 'zh' ? basis.rulesName : basis.rulesNameEn],
    [say('dataTime'), stampCell(basis.dataTime, true)],
    ...(basis.demo ? [[say('demo')]] : []),
    ...(basis.reading === 'reported' && basis.unclosed.length > 0
      ? [[say('unclosed'), basis.unclosed.join(', ')]]
      : []),
    ...Object.entries(query)
      .filter(([name, value]) => !NAMED.has(name) && value !== undefined && value !== '')
      .map(([name, value]): Cell[] => [say('filters'), name, inWords(String(value), lang)]),
    ...Object.entries(basis.excluded)
      .filter(([, cases]) => cases > 0)
      .map(([reason, cases]): Cell[] => [say('excluded'), inWords(reason, lang), cases]),
  ];
  return { name: say('name'), rows };
}
