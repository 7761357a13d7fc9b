import type { Language } from './problem-words.ts';

type Fields = { n?: number; sheet?: string; column?: string; line?: number; value?: string };
/** Something that is no reason to refuse a row, but that people should know of a file. */
export type FileNote = Fields & { code: NoteCode };

type Words = Readonly<Record<Language, (note: Fields) => string>>;

const of = (sheet: string | undefined, language: Language): string =>
  sheet === undefined || sheet === '' ? '' : language === 'zh' ? `工作表“${sheet}”：` : `Sheet "${sheet}": `;

const WORDS = {
  'hidden-sheet': {
    zh: ({ sheet, n }) => `${of(sheet, 'zh')}为隐藏工作表，其中 ${n} 行照常读入。`,
    en: ({ sheet, n }) => `${of(sheet, 'en')}hidden; its ${n} rows are read.`,
  },
  'hidden-rows': {
    zh: ({ sheet, n }) => `${of(sheet, 'zh')}${n} 个隐藏行照常读入。`,
    en: ({ sheet, n }) => `${of(sheet, 'en')}${n} hidden rows are read.`,
  },
  formulas: {
    zh: ({ sheet, n }) => `${of(sheet, 'zh')}${n} 个公式单元格取其保存的结果。`,
    en: ({ sheet, n }) => `${of(sheet, 'en')}${n} formulas are taken by their saved values.`,
  },
  'merged-cells': {
    zh: ({ sheet, column, n }) =>
      `${of(sheet, 'zh')}列“${column}”有 ${n} 处跨行合并，未自动填充；需要时在配置的 fill 中列出该列。`,
    en: ({ sheet, column, n }) =>
      `${of(sheet, 'en')}column "${column}" has ${n} cells merged over rows, not filled down; list it under "fill" in the profile if it should be.`,
  },
  'sheet-not-read': {
    zh: ({ sheet }) => `${of(sheet, 'zh')}未读，没有可识别的表头。`,
    en: ({ sheet }) => `${of(sheet, 'en')}not read, no header of a known table.`,
  },
  'duplicate-header': {
    zh: ({ column }) => `列“${column}”出现两次且未使用，已忽略。`,
    en: ({ column }) => `Column "${column}" stands twice and is not used.`,
  },
  'empty-traces': {
    zh: ({ n }) => `${n} 条没有事件的轨迹不成为工单。`,
    en: ({ n }) => `${n} traces without events are no cases.`,
  },
} satisfies Readonly<Record<string, Words>>;

export type NoteCode = keyof typeof WORDS;
export const NOTE_CODES = Object.keys(WORDS) as NoteCode[];

export const sayNote = ({ code, ...fields }: FileNote, language: Language): string =>
  (WORDS[code] as Words)[language](fields);
