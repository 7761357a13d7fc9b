import { expect, test } from 'vitest';
import { LedgerFact, type LedgerRow } from '../../../../api/contract/case.ts';
import { fill } from '../../../../web/i18n/fill.ts';
import { caseWords as english } from '../../../../web/i18n/en/case.ts';
import { caseWords as chinese } from '../../../../web/i18n/zh/case.ts';
import {
  equation,
  ledgerSentence,
  ledgerText,
  provenance,
  sentenceText,
  type Names,
  type Say,
} from '../../../../web/panels/case/ledger.ts';

const zh: Say = (key, values = {}) => fill(chinese[key], values);
const en: Say = (key, values = {}) => fill(english[key], values);
const STAGES: Record<string, string> = { plan: '供电方案答复', completion: '竣工检验' };
const names: Names = {
  stage: (code, name) => STAGES[code] ?? name,
  amount: (_stage, n) => `${n} 个工作日`,
  provisional: () => false,
  owner: (code) => ({ utility: '供电企业', customer: '客户' })[code] ?? code,
  month: (n) => `M${n}`,
};
const row = (over: Partial<LedgerRow>): LedgerRow => ({
  from: '2026-08-18',
  to: '2026-08-27',
  owner: 'utility',
  kind: 'counted',
  workingDays: 8,
  total: 8,
  overdue: false,
  facts: [],
  ...over,
});
const fact = (what: string, more: Partial<LedgerRow['facts'][number]> = {}) => ({
  what,
  date: null,
  to: null,
  name: '',
  stage: '',
  value: null,
  first: null,
  ...more,
});

test('a counted run says its days, what did not count, what was finished and the verdict', () => {
  const pieces = ledgerSentence(
    row({
      facts: [
        fact('rest-days', { date: '2026-08-22', to: '2026-08-23', value: 2 }),
        fact('step-finished', { date: '2026-08-27T16:20:00+08:00', name: '答复供电方案' }),
        fact('met', { date: '2026-09-14', stage: 'plan', value: 12 }),
      ],
    }),
    zh,
    names,
  );
  expect(sentenceText(pieces)).toBe(
    '供电企业办理，计 8 个工作日；8 月 22 日至 8 月 23 日休息日不计；8 月 27 日 16:20 答复供电方案办结；供电方案答复达标，余 12 个工作日。',
  );
  expect(pieces.filter((piece) => piece.tone === 'met').map((piece) => piece.text)).toEqual([
    '供电方案答复达标，余 12 个工作日',
  ]);
});

test('several weekends of one row are told together', () => {
  const rests = ['22', '29'].map((day) =>
    fact('rest-days', { date: `2026-08-${day}`, to: `2026-08-${Number(day) + 1}`, value: 2 }),
  );
  expect(sentenceText(ledgerSentence(row({ facts: rests }), zh, names))).toContain('休息日共 4 天，不计');
});

test('days of the customer and pauses are told as time outside the limits', () => {
  expect(sentenceText(ledgerSentence(row({ owner: 'customer', workingDays: 16 }), zh, names))).toBe(
    '客户侧办理 16 个工作日，不计时限。',
  );
  const shifted = fact('shifted', { stage: 'completion', date: '2026-09-29', to: '2026-10-09' });
  const paused = row({ kind: 'paused', owner: 'customer', workingDays: 3, facts: [shifted] });
  expect(sentenceText(ledgerSentence(paused, zh, names))).toBe(
    '暂停计时 3 个工作日，计时归属客户；竣工检验应办结日期由 9 月 29 日顺延至 10 月 9 日。',
  );
  const open = row({ kind: 'paused', owner: 'customer', facts: [{ ...shifted, to: null }] });
  expect(sentenceText(ledgerSentence(open, zh, names))).toContain('待恢复计时后确定');
});

test('a row without facts still explains itself', () => {
  const holiday = row({ kind: 'holiday', owner: null, facts: [fact('holiday', { name: '国庆节', value: 7 })] });
  expect(sentenceText(ledgerSentence(holiday, zh, names))).toBe('国庆节放假 7 天，不计。');
  expect(sentenceText(ledgerSentence(row({ kind: 'start', owner: null }), zh, names))).toBe('起始日。');
  expect(sentenceText(ledgerSentence(row({ kind: 'rest', owner: null }), zh, names))).toBe('不计。');
});

test('an overdue day and a make-up day stand out', () => {
  const pieces = ledgerSentence(
    row({
      facts: [
        fact('make-up', { date: '2026-10-10' }),
        fact('overdue-days', { stage: 'completion', first: 1, value: 9 }),
      ],
    }),
    zh,
    names,
  );
  expect(pieces.filter((piece) => piece.tone !== 'plain')).toEqual([
    { text: '10 月 10 日调休上班，计入', tone: 'accent' },
    { text: '竣工检验超期第 1 至第 9 天', tone: 'over' },
  ]);
});

test('of a single day the time is enough, and a date of another year names its year', () => {
  const one = row({ from: '2026-08-17', to: '2026-08-17', kind: 'start', owner: null });
  const facts = [fact('accepted', { date: '2026-08-17T09:14:00+08:00' }), fact('not-counted', { date: '2026-08-18' })];
  expect(sentenceText(ledgerSentence({ ...one, facts }, zh, names))).toBe('09:14 受理；当日不计，自 8 月 18 日起计。');
  const later = row({ facts: [fact('deadline', { stage: 'plan', date: '2027-01-05' })] });
  expect(sentenceText(ledgerSentence(later, zh, names))).toContain('2027 年 1 月 5 日');
});

test('were it finished today, the sentence says used and over', () => {
  const facts = [
    fact('if-stopped-today', { stage: 'completion', value: 17, first: 10 }),
    fact('if-stopped-today', { stage: 'plan', value: 3, first: 0 }),
  ];
  const pieces = ledgerSentence(row({ kind: 'today', facts }), zh, names);
  expect(sentenceText(pieces)).toBe(
    '若今日办结；竣工检验用 17 个工作日，超 10 个工作日；供电方案答复用 3 个工作日，在时限内。',
  );
  expect(pieces.filter((piece) => piece.tone === 'over')).toHaveLength(1);
});

test('every kind of fact of the contract has words in both languages, with nothing left unfilled', () => {
  const { enum: what } = LedgerFact.properties.what as unknown as { enum: string[] };
  expect(what.length).toBeGreaterThan(15);
  for (const say of [zh, en]) {
    const full = { date: '2026-08-20', to: '2026-08-21', name: 'n', stage: 'plan', value: 2, first: 1 };
    const text = sentenceText(ledgerSentence(row({ facts: what.map((kind) => fact(kind, full)) }), say, names));
    expect(text).not.toMatch(/[{}]|undefined/);
  }
});

test('a deadline beyond the announced calendar is marked, and what was judged by it', () => {
  const guessed = { ...names, provisional: (stage: string) => stage === 'plan' };
  const facts = ['deadline', 'overdue'].flatMap((what) =>
    ['plan', 'completion'].map((stage) => fact(what, { date: '2027-01-05', stage, value: 3 })),
  );
  const text = (say: Say) => sentenceText(ledgerSentence(row({ facts }), say, guessed));
  expect(text(zh)).toContain(
    '供电方案答复应办结日期 2027 年 1 月 5 日（暂定）；竣工检验应办结日期 2027 年 1 月 5 日；',
  );
  expect(text(zh)).toContain('供电方案答复超期 3 个工作日（暂定）；竣工检验超期 3 个工作日。');
  expect(text(en).match(/\(provisional\)/g)).toHaveLength(2);
});

test('the ledger ends with the equation of its owners', () => {
  const totals = { utility: 24, customer: 19, government: 0, grid: 0, workingDays: 43, calendarDays: 65 };
  expect(equation(totals, zh)).toBe('43 个工作日 = 供电企业 24 + 客户 19 + 政府审批 0 + 电网配套工程 0');
  expect(equation(totals, en)).toBe('43 working days = utility 24 + customer 19 + government 0 + grid project 0');
  const text = ledgerText({ ledger: [row({})], totals }, '申请编号 1', zh, names, (iso) => iso.slice(5));
  expect(text.split('\n')).toEqual([
    '申请编号 1',
    '08-18 至 08-27\t供电企业\t供电企业办理，计 8 个工作日。\t8\t8',
    '43 个工作日 = 供电企业 24 + 客户 19 + 政府审批 0 + 电网配套工程 0',
  ]);
});

test('lines of a file are told as runs', () => {
  const events = [3, 4, 5, 1200, 9].map((line) => ({ file: 'a.csv', line }));
  expect(provenance([...events, { file: 'b.csv', line: 1 }])).toEqual([
    { file: 'a.csv', lines: '3–5, 9, 1,200' },
    { file: 'b.csv', lines: '1' },
  ]);
});
