import { describe, expect, it } from 'vitest';
import { NOTE_CODES, sayNote } from '../../../jobs/import/wording/note-words.ts';
import { PROBLEM_CODES, sayProblem } from '../../../jobs/import/wording/problem-words.ts';
import { REASON_WORDS } from '../../../jobs/import/wording/reason-words.ts';
import { sayImport } from '../../../jobs/import/wording/say-import.ts';
import { fileProblem } from '../../../jobs/import/read/problem.ts';
import { REASONS } from '../../../sql/vocabulary.ts';
import { data as en } from '../../../web/i18n/en/data.ts';
import { data as zh } from '../../../web/i18n/zh/data.ts';

const screens = (language: 'zh' | 'en') => (language === 'zh' ? zh : en) as Readonly<Record<string, string>>;

describe.each(['zh', 'en'] as const)('messages in %s', (language) => {
  it.each(REASONS)('word the refusal %s as the screens do', (reason) => {
    expect(REASON_WORDS[reason][language]).toBe(screens(language)[`reason.${reason}`]);
  });

  it.each(PROBLEM_CODES)('name the file with %s, and the screens know the code', (code) => {
    const params = {
      file: 'a.csv',
      column: '单号',
      line: 3,
      value: 'x',
      what: '',
      why: '',
      found: 'pdf',
      rows: 9,
      part: 'x',
    };
    const more = { limit: 1, missing: '', columns: '', encoding: 'utf-8', hours: 24 };
    const said = sayProblem(code, { ...params, ...more }, language);
    expect(said).toMatch(/^a\.csv[:：]/);
    expect(said).not.toContain('undefined');
    expect(screens(language)[`reason.${code}`]).toBeTruthy();
  });

  it.each(NOTE_CODES)('word the note %s', (code) => {
    const said = sayNote({ code, n: 3, sheet: '在途', column: '单位', value: 'N' }, language);
    expect(said).not.toContain('undefined');
    if (language === 'zh') expect(said).toMatch(/\p{sc=Han}/u);
  });
});

it('tells the file, the line, the column and the value of the first refused rows', () => {
  const refused = [5, 3, 4, 6].map((line) => ({
    line,
    column: '时间',
    value: '昨天',
    reason: 'bad-timestamp' as const,
    raw: '',
  }));
  expect(sayImport('a.csv', { problem: null, guesses: [], noted: [], refused }, 'zh')).toEqual([
    'a.csv 第 3 行“时间”列“昨天”：时间无法识别。',
    'a.csv 第 4 行“时间”列“昨天”：时间无法识别。',
    'a.csv 第 5 行“时间”列“昨天”：时间无法识别。',
    '另有 1 行未采用。',
  ]);
  const problem = fileProblem('rejected', 'secured', 'a.xlsx');
  expect(sayImport('a.xlsx', { problem, guesses: [], noted: [], refused }, 'zh')).toEqual([
    'a.xlsx：文件已加密，请解密后导出',
  ]);
});

it('says in Chinese what a file lacks', () => {
  const missing = 'step (the activity), at (the time of the event)';
  const notes = 'Name them in a profile. "a" is taken for the activity by its values.';
  const said = sayProblem('missing-columns', { file: 'a.csv', missing, columns: '"甲", "at"', notes }, 'zh');
  expect(said).toBe('a.csv：缺少“环节名称”、“时间”；文件中的列："甲", "at"。可在页面上指定各列的用途，或在配置中写明');
  const named = sayProblem('missing-columns', { file: 'a.csv', missing: 'key ("单号")', columns: '"x"' }, 'zh');
  expect(named).toBe('a.csv：缺少“工单编号” ("单号")；文件中的列："x"');
});
