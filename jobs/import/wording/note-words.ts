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
  'unused-columns': {
    zh: ({ sheet, n, value }) => `${of(sheet, 'zh')}${n} 列未使用：${value}。`,
    en: ({ sheet, n, value }) => `${of(sheet, 'en')}${n} columns are not used: ${value}.`,
  },
  'nameless-cells': {
    zh: ({ sheet, n, value }) => `${of(sheet, 'zh')}${n} 个有内容的单元格所在列没有列名，未读入，首处为 ${value}。`,
    en: ({ sheet, n, value }) =>
      `${of(sheet, 'en')}${n} cells hold something below no column's name and are not read, the first is ${value}.`,
  },
  'absent-columns': {
    zh: ({ sheet, n, value }) => `${of(sheet, 'zh')}配置中有、本文件没有的列 ${n} 个：${value}。`,
    en: ({ sheet, n, value }) => `${of(sheet, 'en')}${n} columns of the profile are not in the file: ${value}.`,
  },
  'unread-quantities': {
    zh: ({ n, column, value }) =>
      `容量、电压、电源数目、户数中有 ${n} 处读不出数值，按未知计；首处在列“${column}”：“${value}”。`,
    en: ({ n, column, value }) =>
      `${n} capacities, voltages, supplies or customers give no number and stay unknown; the first, in column "${column}": "${value}".`,
  },
  'unread-times': {
    zh: ({ column, value }) => `列“${column}”的值读不成日期（如“${value}”），未使用。`,
    en: ({ column, value }) => `Column "${column}" gives no date ("${value}") and is not used.`,
  },
  empty: {
    zh: () => '文件中没有数据行。',
    en: () => 'The file has no rows of data.',
  },
  'round-rows': {
    zh: ({ n }) => `恰好 ${n} 行数据，可能是导出工具的上限，请核对是否完整。`,
    en: ({ n }) => `Exactly ${n} rows, where some export tools stop: is the file whole?`,
  },
  'duplicate-header': {
    zh: ({ column }) => `列“${column}”出现两次且未使用，已忽略。`,
    en: ({ column }) => `Column "${column}" stands twice and is not used.`,
  },
  apostrophes: {
    zh: ({ n }) => `${n} 个编号前的撇号（表格软件的文本标记）已去掉。`,
    en: ({ n }) => `${n} case numbers lost the apostrophe a spreadsheet puts before text.`,
  },
  'normalised-numbers': {
    zh: ({ n }) => `${n} 个编号含全角字符、空格或不可见字符，已按规范形式比较。`,
    en: ({ n }) => `${n} case numbers had full-width, blank or invisible characters and are compared without.`,
  },
  'rounded-numbers': {
    zh: ({ n }) => `${n} 行的编号从第 16 位起全为零，可能被表格软件舍入；请将该列设为文本格式后重新导出。`,
    en: ({ n }) =>
      `${n} rows have case numbers with nothing but zeros from the 16th digit on, as spreadsheets round them: format the column as text and export again.`,
  },
  'control-characters': {
    zh: ({ n }) => `${n} 处文本中的控制字符已去掉。`,
    en: ({ n }) => `${n} texts lost their control characters.`,
  },
  'direction-marks': {
    zh: ({ n }) => `${n} 处文本含改变书写方向的字符。`,
    en: ({ n }) => `${n} texts hold marks that change the writing direction.`,
  },
  'private-characters': {
    zh: ({ n }) => `${n} 处文本含自造字（私用区字符），可能无法显示。`,
    en: ({ n }) => `${n} texts hold private-use characters, which may not be drawn.`,
  },
  midnights: {
    zh: ({ n }) => `${n} 个“24:00”按次日零点计。`,
    en: ({ n }) => `${n} times of 24:00 are the next day's midnight.`,
  },
  'without-case': {
    zh: ({ n }) => `${n} 个申请编号尚无工单：其回访、暂停、回退等先行保存，工单到达后计入。`,
    en: ({ n }) => `${n} case numbers have no case yet: what these rows say of them is kept and counts once it comes.`,
  },
  'homeless-units': {
    zh: ({ n, value }) => `${n} 行工单的单位不在单位表中，归入${value}。`,
    en: ({ n, value }) => `${n} rows of cases name a unit that is not in the unit table: ${value}.`,
  },
  'lost-units': {
    zh: ({ n, value }) => `${n} 个单位的上级不在单位表中，暂列于顶层之下：${value}。`,
    en: ({ n, value }) => `${n} units name no parent that the unit table holds and stand below the top: ${value}.`,
  },
  'fewer-units': {
    zh: ({ n, value }) => `此前各文件都有、本文件没有的单位 ${n} 个：${value}。`,
    en: ({ n, value }) => `${n} units that every file before had are missing: ${value}.`,
  },
  'absent-days': {
    zh: ({ n, value }) => `以往同一星期几都有、至今没有的数据日期 ${n} 天：${value}。`,
    en: ({ n, value }) => `${n} days that used to come by their weekday have not come: ${value}.`,
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
