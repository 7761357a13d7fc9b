import type { CrossCell, CrossTableReply } from '../contract/cross-table.ts';
import type { Language } from '../problems.ts';
import type { Cell } from './csv.ts';
import { inWords, rateCell } from './words.ts';
import type { Merge } from './xlsx.ts';

type Pair = readonly [zh: string, en: string];
type Dimension = CrossTableReply['rows'][number];
type Measure = CrossTableReply['measures'][number];

const DIMENSION_WORDS: Record<Dimension['dimension'], Pair> = {
  unit1: ['单位', 'Unit'],
  unit2: ['单位（下两级）', 'Unit (two levels down)'],
  unit3: ['单位（下三级）', 'Unit (three levels down)'],
  month: ['月份', 'Month'],
  class: ['用户类别', 'Class'],
  business: ['业务类型', 'Business type'],
  stage: ['环节', 'Stage'],
  channel: ['申请方式', 'Channel'],
  industry: ['行业', 'Industry'],
  capacity: ['容量', 'Capacity'],
};
const MEASURE_WORDS: Record<Measure['measure'], Pair> = {
  applications: ['申请件数', 'Applications'],
  completions: ['归档件数', 'Completions'],
  'compliance-rate.hv': ['高压达标率', 'HV compliance'],
  'compliance-rate.lv': ['低压达标率', 'LV compliance'],
  'stage-overdue-rate': ['环节超期率', 'Stage late rate'],
  'process-days': ['全流程用时（工作日）', 'Whole process (working days)'],
  'mean-connect-time.10kv': ['10 千伏接电时间（天）', 'Time to connect, 10 kV (days)'],
  'mean-connect-time.400v': ['400 伏接电时间（天）', 'Time to connect, 400 V (days)'],
  'open-stock': ['在途存量', 'Open stock'],
  'open-overdue': ['在途超期', 'Open overdue'],
  'internal-overdue': ['超内控', 'Beyond an internal limit'],
  'satisfaction-rate': ['满意率', 'Satisfaction'],
  'satisfaction-score': ['满意度得分', 'Satisfaction score'],
  'callback-rate': ['回访率', 'Callback rate'],
  'complaints-per-10k': ['万户投诉率', 'Complaints per 10,000 customers'],
};
const TOTAL: Pair = ['合计', 'Total'];
const OWN: Pair = ['本级', 'own'];
const LACKS: Record<NonNullable<Measure['lacks']>, Pair> = {
  field: ['本数据源无此项', 'Not in this source'],
  frozen: ['关账时未冻结此项', 'Not frozen when the month was closed'],
};
const BLANK: Pair = ['未填', 'none given'];

type Part = { head: Pair; cell: (cell: CrossCell) => Cell };
const DAYS: readonly Part[] = [
  { head: ['中位数', 'median'], cell: ({ median }) => median },
  { head: ['P90', 'P90'], cell: ({ p90 }) => p90 },
  { head: ['n', 'n'], cell: ({ n }) => n },
];

/** The columns a measure takes, in the order of the screen. */
const PARTS: Record<Measure['shows'], readonly Part[]> = {
  count: [{ head: ['件', 'cases'], cell: ({ n }) => n }],
  share: [
    { head: ['%', '%'], cell: ({ n, hits }) => rateCell(hits, n) },
    { head: ['n', 'n'], cell: ({ n }) => n },
  ],
  points: [
    { head: ['分', 'points'], cell: ({ points }) => points },
    { head: ['n', 'n'], cell: ({ n }) => n },
  ],
  'per-10k': [
    { head: ['每万户', 'per 10,000'], cell: ({ per10k }) => per10k },
    { head: ['投诉', 'complaints'], cell: ({ hits }) => hits },
    { head: ['未关联工单', 'without a case'], cell: ({ unlinked }) => unlinked },
    { head: ['户', 'customers'], cell: ({ n }) => n },
  ],
  days: DAYS,
  'mean-days': [{ head: ['均值', 'mean'], cell: ({ mean }) => mean }, ...DAYS],
};

/** What nothing is told of takes one column. */
const NONE: readonly Part[] = [{ head: ['', ''], cell: () => null }];
const partsOf = ({ lacks, shows }: Measure) => (lacks ? NONE : PARTS[shows]);

/** Rows of the head: what the columns are of, which measure, which of its numbers. */
export const HEAD_ROWS = 3;

const pick = (pair: Pair, lang: Language) => pair[lang === 'zh' ? 0 : 1];

function nameOf({ name, own }: Dimension['values'][number], lang: Language): string {
  if (name === '') return pick(BLANK, lang);
  return own ? `${name}（${pick(OWN, lang)}）` : (inWords(name, lang) ?? name);
}

/** The table as it is seen: three rows of head, names of the first of two row dimensions once. */
export function crossSheet(
  reply: CrossTableReply,
  lang: Language,
): { rows: Cell[][]; flat: Cell[][]; merges: Merge[] } {
  const { rows, column, measures, lines } = reply;
  const across = [...(column?.values ?? []).map((v) => nameOf(v, lang)), pick(TOTAL, lang)];
  const shown = across.flatMap((of, i) =>
    measures.flatMap((measure, m) => partsOf(measure).map((part) => ({ of, i, m, measure, part }))),
  );
  const lead = rows.map(({ dimension }) => pick(DIMENSION_WORDS[dimension], lang));
  const blank = rows.map(() => null);
  const measureName = (c: (typeof shown)[number]) => pick(MEASURE_WORDS[c.measure.measure], lang);
  const body = lines.map(({ at, cells }) => [
    ...at.map((place, i) => (place === null ? pick(TOTAL, lang) : nameOf(rows[i]!.values[place]!, lang))),
    ...shown.map(({ i, m, measure, part }) => {
      if (measure.lacks) return pick(LACKS[measure.lacks], lang);
      const cell = cells[i]![m];
      return cell === null || cell === undefined ? null : part.cell(cell);
    }),
  ]);
  const merges: Merge[] = rows.map((_, col) => ({ startRow: 0, startCol: col, endRow: HEAD_ROWS - 1, endCol: col }));
  const join = (row: number, same: (a: number, b: number) => boolean) => {
    for (let start = 0, end = 0; start < shown.length; start = end) {
      while (end < shown.length && same(start, end)) end++;
      if (end - start > 1)
        merges.push({ startRow: row, endRow: row, startCol: rows.length + start, endCol: rows.length + end - 1 });
    }
  };
  join(0, (a, b) => shown[a]!.i === shown[b]!.i);
  join(1, (a, b) => shown[a]!.i === shown[b]!.i && shown[a]!.m === shown[b]!.m);
  if (rows.length === 2)
    for (let start = 0, end = 0; start < lines.length; start = end) {
      while (end < lines.length && lines[end]!.at[0] === lines[start]!.at[0]) end++;
      if (end - start > 1)
        merges.push({ startRow: HEAD_ROWS + start, endRow: HEAD_ROWS + end - 1, startCol: 0, endCol: 0 });
    }
  return {
    rows: joined(
      [
        [...lead, ...shown.map(({ of }) => of)],
        [...blank, ...shown.map(measureName)],
        [...blank, ...shown.map(({ part }) => pick(part.head, lang))],
        ...body,
      ],
      merges,
    ),
    flat: [
      [
        ...lead,
        ...shown.map((c) => [column ? c.of : '', measureName(c), pick(c.part.head, lang)].filter(Boolean).join(' ')),
      ],
      ...body,
    ],
    merges,
  };
}

/** Of cells that are joined the first alone keeps its text. */
function joined(rows: readonly Cell[][], merges: readonly Merge[]): Cell[][] {
  const out = rows.map((row) => [...row]);
  for (const { startRow, startCol, endRow, endCol } of merges)
    for (let row = startRow; row <= endRow; row++)
      for (let col = startCol; col <= endCol; col++) if (row > startRow || col > startCol) out[row]![col] = null;
  return out;
}
