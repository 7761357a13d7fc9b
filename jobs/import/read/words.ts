import { GRADES, OWNERS, type CaseState, type Grade, type Owner } from '../../../sql/vocabulary.ts';

/** Words understood where a profile lists none of its own; keys are compared trimmed and in lower case. */
export const STATE_WORDS: Readonly<Record<CaseState, readonly string[]>> = {
  open: [
    'open',
    'running',
    'in progress',
    'active',
    'pending',
    '在途',
    '运行',
    '处理中',
    '办理中',
    '进行中',
    '未完成',
    ...['流程中', '在办', '办理', '正在办理', '未归档', '未办结', '未结束', '未完结', '受理中', '审批中'],
  ],
  archived: [
    ...['archived', 'closed', 'completed', 'complete', 'done', 'finished', 'resolved'],
    ...['归档', '已归档', '办结', '已办结', '完成', '已完成', '结束', '已结束', '关闭', '已关闭'],
    ...['完结', '已完结', '结案', '已结案', '归档完成', '流程结束'],
  ],
  aborted: [
    ...['aborted', 'cancelled', 'canceled', 'withdrawn', 'void', 'terminated'],
    ...['中止', '已中止', '终止', '已终止', '作废', '已作废', '撤销', '已撤销', '撤单', '取消', '已取消'],
    ...['已撤单', '撤回', '已撤回', '退单', '已退单', '废止', '已废止'],
  ],
};

export const GRADE_WORDS: Readonly<Record<Grade, readonly string[]>> = {
  'very-satisfied': ['very satisfied', 'very-satisfied', '非常满意', '很满意'],
  satisfied: ['satisfied', '满意', '比较满意'],
  neutral: ['neutral', '一般', '基本满意'],
  dissatisfied: ['dissatisfied', '不满意'],
  'very-dissatisfied': ['very dissatisfied', 'very-dissatisfied', '非常不满意', '很不满意'],
  'no-opinion': ['no opinion', 'no-opinion', '不评价', '未评价', '不予评价'],
};

export const OWNER_WORDS: Readonly<Record<Owner, readonly string[]>> = {
  utility: ['utility', '供电企业', '供电公司', '供电方', '电力公司'],
  government: ['government', '政府', '政府审批', '政府部门'],
  grid: ['grid', '电网', '配套工程', '电网配套工程'],
  customer: ['customer', '客户', '用户', '客户原因', '用户原因'],
};

export const CLASS_WORDS: Readonly<Record<string, readonly string[]>> = {
  'lv-resident': ['低压居民', '居民低压'],
  'lv-nonresident': ['低压非居民', '低压非居', '非居民低压'],
  'hv-single': ['高压单电源', '高压单路'],
  'hv-dual': ['高压双电源', '高压双(多)电源', '高压双(多)电源', '高压多电源', '高压双路'],
};

const fold = (word: string): string => word.normalize('NFKC').trim().toLowerCase();

/** Looks a source's word up: in the profile's list where it has one, else among the words above. */
export function lookUp<T extends string>(
  declared: Readonly<Record<string, string>> | undefined,
  known: Readonly<Record<T, readonly string[]>>,
): (word: string) => T | undefined {
  const map = new Map<string, T>();
  if (declared) for (const [word, meaning] of Object.entries(declared)) map.set(fold(word), meaning as T);
  else {
    for (const [meaning, words] of Object.entries(known) as [T, readonly string[]][]) {
      for (const word of words) map.set(fold(word), meaning);
    }
  }
  const found = new Map<string, T | undefined>();
  return (word) => {
    if (!found.has(word)) {
      if (found.size > 1000) found.clear();
      found.set(word, map.get(fold(word)));
    }
    return found.get(word);
  };
}

export const isGrade = (word: string): word is Grade => (GRADES as readonly string[]).includes(word);
export const isOwner = (word: string): word is Owner => (OWNERS as readonly string[]).includes(word);

const YES = new Set([
  ...['1', 'y', 'yes', 'true', 't', 'answered', 'reached'],
  ...['是', '成功', '已答', '已回访', '回访成功', '接通', '已接通', '有', '属实', '基本属实', '部分属实', '存在'],
]);
const NO = new Set([
  ...['', '0', 'n', 'no', 'false', 'f', 'unanswered', 'no answer'],
  ...['否', '失败', '未答', '未回访', '回访失败', '未接通', '无人接听', '无法接通', '拒访', '无', '不属实', '不存在'],
]);

/** Whether a callback was answered; undefined for a word that is neither yes nor no. */
export function yesOrNo(word: string): boolean | undefined {
  const folded = fold(word);
  return YES.has(folded) ? true : NO.has(folded) ? false : undefined;
}

const TOTAL = /^(?:合计|总计|小计|共计|累计|本页合计|(?:grand |sub)?total)s?[:：]?$/i;

const MAYBE_TOTAL = /[计l]/i;

/** A cell of a 合计 line. */
export const isTotalWord = (cell: string): boolean =>
  cell.length < 20 && MAYBE_TOTAL.test(cell) && TOTAL.test(cell.replaceAll(/[\s\u3000]+(?!total)/gi, ''));
