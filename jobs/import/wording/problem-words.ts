/** What a message is about: names, numbers and quoted values, never sentences. */
export type ProblemParams = Readonly<Record<string, string | number>>;
export type Language = 'zh' | 'en';

type Words = Readonly<Record<Language, (params: ProblemParams) => string>>;

/** What a file was found to be, where it is none that is read. */
const FOUND: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  pdf: { zh: 'PDF 文件', en: 'a PDF file' },
  sqlite: { zh: 'SQLite 数据库文件', en: 'an SQLite file' },
  html: { zh: '网页（可能是登录页或报错页，而不是数据）', en: 'an HTML page, probably a login or error page' },
  xml: { zh: 'XML，但不是 XES', en: 'XML, but no XES log' },
  binary: { zh: '二进制文件', en: 'not a text file' },
  zip: { zh: '压缩包', en: 'a ZIP archive; unpack it first' },
  ods: { zh: 'OpenDocument 文件', en: 'an OpenDocument file' },
  word: { zh: 'Word 或演示文稿', en: 'a Word or PowerPoint document' },
  rar: { zh: 'RAR 或 7z 压缩包', en: 'a RAR or 7z archive; unpack it first' },
  json: { zh: 'JSON 文件', en: 'a JSON file' },
  'excel-xml': {
    zh: 'Excel 2003 的 XML 表格，请用表格软件另存为 .xlsx',
    en: 'an XML workbook of Excel 2003; save it as .xlsx',
  },
  mhtml: { zh: '单个文件网页（MHTML）', en: 'a web archive (MHTML)' },
};

const found = (params: ProblemParams, language: Language): string =>
  FOUND[String(params.found)]?.[language] ?? String(params.found);
const at = ({ line, byte }: ProblemParams, language: Language): string => {
  if (line === undefined) return '';
  const where = language === 'zh' ? `第 ${line} 行` : `line ${line}`;
  if (byte === undefined) return `${where}${language === 'zh' ? '：' : ': '}`;
  return language === 'zh' ? `${where}（第 ${byte} 字节）：` : `${where}, byte ${byte}: `;
};

/** What a table cannot be read without, as the reader names it. */
const LACKING: readonly (readonly [string, string])[] = [
  ['key (the case number)', '工单编号'],
  ['step (the activity)', '环节名称'],
  ['at (the time of the event)', '时间'],
  ['arrived, started or finished', '到达、开始或完成时间'],
  ['number, key or unit', '投诉编号、工单编号或单位'],
  ['number, channel or category', '投诉编号、来源或类型'],
  ['made, upheld or category', '投诉时间、是否属实或类型'],
  ['due, made or grade', '应回访时间、回访时间或评价'],
  ['data date', '数据日期'],
  ['customer', '户号'],
  ['from', '开始时间'],
  ['unit', '单位'],
  ['step', '环节名称'],
  ['key', '工单编号'],
  ['at', '时间'],
];

const lacking = (missing: string | number | undefined): string =>
  LACKING.reduce(
    (text, [label, zh]) =>
      text.replaceAll(
        new RegExp(`(^|, )${label.replaceAll(/[()]/g, '\\$&')}(?=, | \\("|$)`, 'g'),
        (_, before: string) => `${before === '' ? '' : '、'}“${zh}”`,
      ),
    String(missing),
  ).replaceAll(' or ', ' 或 ');

const SAVE_AS = { zh: '请用表格软件另存为 .xlsx 或 CSV（UTF-8）', en: 'save it as .xlsx or CSV (UTF-8)' };

/** One entry per stable code; the file's name is put in front. */
const WORDS = {
  unreadable: {
    zh: ({ why }) => `无法打开（${why}）`,
    en: ({ why }) => `cannot be read (${why})`,
  },
  'changed-while-read': { zh: () => '读取期间文件被改写', en: () => 'was written to while it was read' },
  'broken-gzip': {
    zh: ({ why }) => `gzip 数据损坏或不完整（${why}）`,
    en: ({ why }) => `the gzip stream is broken or cut off (${why})`,
  },
  'too-big': {
    zh: ({ what, limit }) => `超出大小限制：${what} 大于 ${limit}`,
    en: ({ what, limit }) => `too big: ${what} beyond ${limit}`,
  },
  'unknown-format': {
    zh: (p) => `${found(p, 'zh')}；可读 CSV、XLSX 与 XES`,
    en: (p) => `${found(p, 'en')}; CSV, XLSX and XES are read`,
  },
  'old-excel': {
    zh: () => `旧版 Excel 二进制文件（.xls）；${SAVE_AS.zh}`,
    en: () => `an old binary Excel file (.xls); ${SAVE_AS.en}`,
  },
  encrypted: {
    zh: () => '文件设有密码；请解除密码后重新保存',
    en: () => 'protected by a password; save it without one',
  },
  secured: {
    zh: () => '文件已加密，请解密后导出',
    en: () => 'wrapped by a document-security system; decrypt it, then export it again',
  },
  'binary-workbook': {
    zh: () => `二进制工作簿（.xlsb）；${SAVE_AS.zh}`,
    en: () => `a binary workbook (.xlsb); ${SAVE_AS.en}`,
  },
  macros: {
    zh: () => `工作簿含宏（从不执行）；${SAVE_AS.zh}`,
    en: () => `a workbook with macros, which are never run; ${SAVE_AS.en}`,
  },
  'unsafe-zip': {
    zh: ({ what, part }) => `压缩结构不安全（${what}${part === undefined ? '' : `：${part}`}）；请重新另存`,
    en: ({ what, part }) => `unsafe ZIP (${what}${part === undefined ? '' : `: ${part}`}); save it afresh`,
  },
  incomplete: {
    zh: ({ why }) => `文件不完整，可能仍在写入（${why}）`,
    en: ({ why }) => `incomplete, perhaps still being written (${why})`,
  },
  'never-completed': {
    zh: ({ why, hours }) => `文件不完整（${why}），${hours} 小时内未补齐，已拒收；请重新放入完整的文件`,
    en: ({ why, hours }) => `incomplete (${why}) and not completed within ${hours} hours; deliver the whole file`,
  },
  'broken-workbook': {
    zh: ({ part, why }) => `工作簿损坏：${part}：${why}；请重新另存`,
    en: ({ part, why }) => `broken workbook: ${part}: ${why}; save it afresh`,
  },
  'unknown-encoding': {
    zh: (p) => `${at(p, 'zh')}既不是 UTF-8 也不是 GB18030；请另存为 UTF-8，或在配置中声明编码`,
    en: (p) => `${at(p, 'en')}neither UTF-8 nor GB18030; save it as UTF-8, or declare "encoding" in the profile`,
  },
  big5: {
    zh: (p) => `${at(p, 'zh')}疑为 Big5（繁体）编码；请另存为 UTF-8`,
    en: (p) => `${at(p, 'en')}looks like Big5 (traditional Chinese); save it as UTF-8`,
  },
  'bad-bytes': {
    zh: (p) => `${at(p, 'zh')}不是有效的 ${p.encoding}`,
    en: (p) => `${at(p, 'en')}not valid ${p.encoding}`,
  },
  'broken-xml': {
    zh: (p) => `${at(p, 'zh')}XML 有误：${p.why}`,
    en: (p) => `${at(p, 'en')}${p.why}`,
  },
  'no-header': {
    zh: ({ line }) => (line === undefined ? '没有内容' : `第 ${line} 行起的前几行中没有认出表头`),
    en: ({ line }) => (line === undefined ? 'empty' : `line ${line}: no header was recognised among the first lines`),
  },
  'missing-columns': {
    zh: ({ missing, columns, notes }) =>
      `缺少${lacking(missing)}；文件中的列：${columns}${notes ? '。可在页面上指定各列的用途，或在配置中写明' : ''}`,
    en: ({ missing, columns, notes }) => `missing ${missing}; the file has ${columns}${notes ? `. ${notes}` : ''}`,
  },
  'ambiguous-dates': {
    zh: ({ column, value }) =>
      `列“${column}”分不清年、月、日的先后（如“${value}”）；请在页面上选定写法，或改为四位年份的年-月-日后导出，或在配置的 timestamps 中写明，如 d/M/yyyy、M/d/yyyy、yy.M.d`,
    en: ({ column, value }) =>
      `in column "${column}" year, month and day could stand in more than one order ("${value}"); choose the order on the page, export it year first, or declare "timestamps" in the profile, such as d/M/yyyy, M/d/yyyy or yy.M.d`,
  },
  'duplicate-column': {
    zh: ({ column }) => `列“${column}”在表头中出现两次`,
    en: ({ column }) => `column "${column}" stands twice in the header`,
  },
  'row-cap': {
    zh: ({ rows, sheet }) =>
      `疑似截断：${sheet ? `工作表“${sheet}”` : ''}恰好 ${rows} 行，是表格软件或导出工具的上限；请分批导出；确认完整时，在页面勾选“文件是完整的”、命令加 --whole 或在配置中设 rowCaps`,
    en: ({ rows, sheet }) =>
      `perhaps cut off: ${sheet ? `sheet "${sheet}" has ` : ''}exactly ${rows} rows, where spreadsheets and export tools stop; export in parts; where it is whole, say so on the page, by --whole, or by rowCaps in the profile`,
  },
  'out-of-limits': {
    zh: ({ what }) => `读取该文件超出限制（${what}），已中止，程序不受影响`,
    en: ({ what }) => `reading it went beyond a limit (${what}) and was ended`,
  },
  'bad-profile': { zh: ({ why }) => `配置与文件不符：${why}`, en: ({ why }) => String(why) },
} satisfies Readonly<Record<string, Words>>;

export type ProblemCode = keyof typeof WORDS;
export const PROBLEM_CODES = Object.keys(WORDS) as ProblemCode[];

/** Words a file's problem for people, the file's name in front. */
export function sayProblem(code: ProblemCode, params: ProblemParams, language: Language): string {
  return `${params.file}${language === 'zh' ? '：' : ': '}${(WORDS[code] as Words)[language](params)}`;
}
