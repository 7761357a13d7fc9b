import { saysNothing } from './read/says-nothing.ts';

/** Nobody was hired. */
const ONESELF = /^(?:自建|自行)$/;
const OPEN = /[〔【《[{]/g;
const SHUT = /[〕】》\]}]/g;
const PART = '[（(]?[^（()）]*(?:分公司|分院|分厂|办事处|项目部)[)）]?$';
/** A company before any other kind of firm: 华茂建设集团有限公司北港分公司 is no branch of 华茂建设集团. */
const BRANCHES = ['公司', '(?:集团|研究院|设计院|厂|局)'].map((end) => new RegExp(`^(.+?${end})${PART}`));

/**
 * The name one firm goes by however it was typed: half width, one kind of brackets, no spaces beside Chinese, 有限责任公司
 * as 有限公司, one way of writing Co., Ltd. null for a cell that names none. Brackets around a place stay: whether
 * （桐川）恒源 is 桐川恒源 no list can say.
 */
export function firmName(text: string): string | null {
  const name = text
    .normalize('NFKC')
    .replace(OPEN, '(')
    .replace(SHUT, ')')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([()\u3400-\u9fff]) ?/g, '$1')
    .replace('有限责任公司', '有限公司')
    .replace(/[,.]? ?\b(co(?:mpany)?\b[.,]* ?)?(?:ltd|limited)\b\.?$/i, (_, co) => (co ? ' Co., Ltd.' : ' Ltd.'))
    .replace(/[,;:。，；]+$/, '')
    .trim();
  return saysNothing(name) || ONESELF.test(name) ? null : name;
}

/** The firm a branch 分公司 belongs to; else the name itself. Takes a name as `firmName` gives it. */
export function firmHead(name: string): string {
  const head = BRANCHES.flatMap((branch) => branch.exec(name)?.[1] ?? []).find((found) => found !== name);
  return head === undefined || head.length < 4 ? name : head;
}
