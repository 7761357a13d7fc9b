import { expect, it } from 'vitest';
import type { CaseReply } from '../../../../api/contract/case.ts';
import { fill } from '../../../../web/i18n/fill.ts';
import { caseWords as english } from '../../../../web/i18n/en/case.ts';
import { caseWords as chinese } from '../../../../web/i18n/zh/case.ts';
import type { Say } from '../../../../web/panels/case/ledger.ts';
import { statement, type StatementNames } from '../../../../web/panels/case/statement.ts';

const zh: Say = (key, values = {}) => fill(chinese[key], values);
const en: Say = (key, values = {}) => fill(english[key], values);
const names: StatementNames = {
  stage: (_, name) => name,
  amount: (_, n) => `${n}`,
  provisional: () => false,
  owner: (code) => ({ utility: '供电企业', customer: '客户' })[code] ?? code,
  month: (n) => `M${n}`,
  class: () => '高压单电源',
  limit: (value) => `${value} 个工作日`,
  rules: ({ rulesName }) => rulesName,
};

const reply = {
  basis: { rules: 'demo', dataTime: '2026-10-22T00:00:00+08:00' },
  case: {
    ...{ caseKey: '2608171001', unitName: '芦湾县', class: 'hv-single', business: '高压新装', state: 'open' },
    ...{ opened: '2026-08-17T09:14:00+08:00', ended: null },
  },
  events: [
    { stage: 'plan', stageName: '供电方案答复', finished: '2026-08-25T10:00:00+08:00' },
    { stage: 'plan', stageName: '供电方案答复', finished: '2026-08-27T16:20:00+08:00' },
    { stage: 'completion', stageName: '竣工检验', finished: null },
  ],
  pauses: [
    { from: '2026-09-28T00:00:00+08:00', to: '2026-10-01T00:00:00+08:00', reason: '客户申请延期', owner: 'customer' },
  ],
  clocks: [
    {
      ...{ rules: 'demo', stage: 'completion', name: '竣工检验', legalSource: '供电监管办法第十一条', limit: 7 },
      ...{ limitUnit: 'working-day', started: '2026-09-18T10:05:00+08:00', deadline: '2026-10-10T00:00:00+08:00' },
      ...{ used: 16, verdict: 'running-overdue' },
    },
    { rules: 'other', stage: 'plan', limit: 20, verdict: 'met' },
  ],
  totals: { utility: 24, customer: 19, government: 0, grid: 0, workingDays: 43, calendarDays: 65 },
} as unknown as CaseReply;

it('tells a case in a paragraph: dates, days, who held the ball', () => {
  expect(statement(reply, zh, names)).toBe(
    '申请编号 2608171001（芦湾县，高压单电源，高压新装）于 2026 年 8 月 17 日受理。8 月 27 日供电方案答复办结。' +
      '截至 10 月 21 日，共经历 43 个工作日，其中供电企业 24 个工作日，客户 19 个工作日。' +
      '9 月 28 日至 10 月 1 日暂停计时，原因：客户申请延期。' +
      '竣工检验的时限为 7 个工作日（供电监管办法第十一条），自 9 月 18 日起计，应办结日期 10 月 9 日，计入 16 个工作日。' +
      '该工单仍在办理中。',
  );
});

it('marks a due date beyond the announced calendar', () => {
  const guessed = { ...reply, clocks: [{ ...reply.clocks[0]!, provisional: true }] };
  expect(statement(guessed, zh, names)).toContain('应办结日期 10 月 9 日（暂定），计入');
  expect(statement(guessed, en, names)).toContain('(provisional); ');
});

it('judges nothing, in either language', () => {
  expect(statement(reply, zh, names)).not.toMatch(/超期|逾期|达标|违规|责任/);
  expect(statement(reply, en, names)).not.toMatch(/overdue|late|breach|met|fault/i);
  expect(statement(reply, en, names)).toContain('43 working days have passed');
});

it('ends with the day the case ended', () => {
  const done = {
    ...reply,
    case: { ...reply.case, ended: '2027-01-05T15:00:00+08:00', state: 'archived' },
  } as CaseReply;
  expect(statement(done, zh, names)).toMatch(/至 2027 年 1 月 5 日，共经历 43 个工作日.*该工单已办结。$/);
});
