import { isTotalWord } from './words.ts';

const plain = (cell: string): string => cell.normalize('NFKC').replaceAll(/\s+/g, '');

/** "城关所小计", "合计（户）", "总计：15户". */
const SUM = /^.{0,20}?(?:合计|总计|小计|共计|累计|总数)(?:\(.{0,8}\))?:?(?:[\d,.]+\p{Script=Han}{0,2})?$/u;
/** What people and programs write below a table. */
const BELOW =
  /^(?:(?:备注|附注|注|说明|填表说明|数据来源|制表|填表|填报|制单|编制|统计|审核|审批|复核|批准|报送|打印|导出)(?:人|人员|者|单位|部门|时间|日期)?\d*(?:\(.{0,8}\))?:|[-—]*以下(?:空白|无正文)|总?共\d+(?:条|行|件|户|页|笔|个|项)|第\d+页)/;
const BELOW_ENGLISH =
  /^(?:notes?|remarks?|source|(?:prepared|printed|generated|exported|checked|approved)(?: by| on| at)?|page \d+(?: of \d+)?)\s*(?::|$)/i;
/** The next line of a remark, the head of a group. */
const SENTENCE = /[。；，、：]/;
const DATE = /\d{4}\s*[-/.年]\s*\d/;

/**
 * Whether a record below the header is none of the table's: a sum, a remark or a signature below, the header once more.
 * `keys`: positions of the case number; a record that has one of its own is no remark.
 */
export function isAside(
  values: readonly string[],
  names: readonly string[],
  keys: readonly number[] | null = null,
): boolean {
  const first = values.findIndex((value) => value.trim() !== '');
  if (first < 0) return false;
  const cell = values[first]!;
  if (cell.length > 200) return false;
  if (isTotalWord(cell)) return true;
  if (isHeader(values, names, first)) return true;
  if (/[计数]/.test(cell) && SUM.test(plain(cell))) return !values.some((value) => DATE.test(value));
  if (names.length > 2 && SENTENCE.test(cell) && values.filter((value) => value.trim() !== '').length === 1)
    return true;
  if (!BELOW.test(plain(cell)) && !BELOW_ENGLISH.test(cell.trim())) return false;
  return (keys ?? []).every((key) => key === first || (values[key] ?? '').trim() === '');
}

/** Printed page by page, or joined from several files. */
function isHeader(values: readonly string[], names: readonly string[], first: number): boolean {
  if (values[first]!.trim() !== names[first]) return false;
  const filled = names.filter((name) => name !== '').length;
  return filled > 1 && names.every((name, i) => name === (values[i] ?? '').trim());
}
