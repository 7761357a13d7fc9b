export type Language = 'zh' | 'en';

/** Where a fault is and what stands there; `other`: what it does not go with, or what would be right. */
export type FaultFacts = { file?: string; place: string; value?: unknown; other?: string };
type Said = { value: string; other: string };

const WORDS = {
  'no-file': { zh: () => '读不到这个文件', en: () => 'cannot be read' },
  'not-json': { zh: (f) => `不是 JSON：${f.other}`, en: (f) => `is not JSON: ${f.other}` },
  missing: { zh: (f) => `缺少 ${f.other}`, en: (f) => `lacks ${f.other}` },
  'unknown-field': { zh: (f) => `没有这一项（值 ${f.value}）`, en: (f) => `there is no such field (value ${f.value})` },
  'not-one-of': { zh: (f) => `${f.value} 不在 ${f.other} 之中`, en: (f) => `${f.value} is none of ${f.other}` },
  'wrong-type': { zh: (f) => `${f.value} 的类型应为 ${f.other}`, en: (f) => `${f.value} should be of type ${f.other}` },
  empty: { zh: () => '不能为空', en: () => 'is empty' },
  'too-small': { zh: (f) => `${f.value} 应大于 ${f.other}`, en: (f) => `${f.value} should be more than ${f.other}` },
  'too-great': { zh: (f) => `${f.value} 超过上限 ${f.other}`, en: (f) => `${f.value} is more than ${f.other}` },
  'not-whole': {
    zh: (f) => `${f.value} 应为整数，按小时计的才可有小数`,
    en: (f) => `${f.value} should be whole; only hours have fractions`,
  },
  'no-date': { zh: (f) => `${f.value} 不是日期 YYYY-MM-DD`, en: (f) => `${f.value} is not a date YYYY-MM-DD` },
  'ends-before': {
    zh: (f) => `始于 ${f.value}，却止于 ${f.other}`,
    en: (f) => `begins on ${f.value} and ends on ${f.other}`,
  },
  'no-time': {
    zh: (f) => `${f.value} 不是 00:00 至 24:00 的时刻`,
    en: (f) => `${f.value} is not a time 00:00 to 24:00`,
  },
  'hours-order': {
    zh: (f) => `${f.value} 次序颠倒或相互重叠`,
    en: (f) => `${f.value} are not in order or overlap`,
  },
  'hours-unused': {
    zh: (f) => `只用于按小时计的时限，这里的单位是 ${f.other}`,
    en: (f) => `are for limits in hours; the unit here is ${f.other}`,
  },
  'empty-band': { zh: (f) => `${f.value} 中没有任何数值`, en: (f) => `no value lies within ${f.value}` },
  'needed-by-scope': { zh: (f) => `scope 为 ${f.other} 时必须写明`, en: (f) => `is needed with scope ${f.other}` },
  'not-with-scope': {
    zh: (f) => `值 ${f.value} 不用于 scope ${f.other}`,
    en: (f) => `${f.value} does not go with scope ${f.other}`,
  },
  tie: {
    zh: (f) => `与${f.other}同时适用于同样的工单，分不出先后`,
    en: (f) => `and ${f.other} apply to the same case with equal right`,
  },
  wrong: { zh: (f) => `${f.value} 有误：${f.other}`, en: (f) => `${f.value} is wrong: ${f.other}` },
} satisfies Record<string, Record<Language, (facts: Said) => string>>;
export type FaultKind = keyof typeof WORDS;

/** What is wrong with a rule set, by file, place and value, in the reader's language. */
export class RuleFault extends RangeError {
  readonly kind: FaultKind;
  readonly facts: FaultFacts;

  constructor(kind: FaultKind, facts: FaultFacts) {
    super(sayFault(kind, facts, 'en'));
    this.kind = kind;
    this.facts = facts;
  }

  say(language: Language): string {
    return sayFault(this.kind, this.facts, language);
  }

  /** The same fault, once the file is known. */
  in(file: string): RuleFault {
    return new RuleFault(this.kind, { ...this.facts, file });
  }
}

function sayFault(kind: FaultKind, { file, place, value, other = '' }: FaultFacts, language: Language): string {
  const written =
    value === undefined ? '' : shortened(typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
  const words = WORDS[kind][language]({ value: written, other: placeText(other, language) });
  const where = placeText(place, language);
  const said = where === '' ? words : `${where} ${words}`;
  return file === undefined || file === '' ? said : `${file}: ${said}`;
}

/** `/rules/0/start/1`: 第 1 条 start/1. */
export function placeText(place: string, language: Language): string {
  const [, index, field = ''] = /^\/rules\/(\d+)\/?(.*)$/.exec(place) ?? [];
  if (index === undefined) return place.replace(/^\//, '');
  const rule = language === 'zh' ? `第 ${Number(index) + 1} 条` : `rule ${Number(index) + 1}`;
  return field === '' ? rule : `${rule} ${field}`;
}

const MOST_SHOWN = 80;
const shortened = (text: string) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
