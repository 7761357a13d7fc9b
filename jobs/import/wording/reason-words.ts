import type { Reason } from '../../../sql/vocabulary.ts';
import type { Language } from './problem-words.ts';

/** Why a row was refused, for people; the screens' dictionaries say the same. */
export const REASON_WORDS: Readonly<Record<Reason, Readonly<Record<Language, string>>>> = {
  'bad-timestamp': { zh: '时间无法识别', en: 'not a time' },
  'missing-key': { zh: '缺少工单编号', en: 'no case number' },
  'missing-step': { zh: '缺少环节名称', en: 'no activity' },
  'missing-timestamp': { zh: '缺少时间', en: 'no time' },
  'unknown-status': { zh: '状态值不在对照表内', en: 'status word not in the list' },
  'unknown-grade': { zh: '评价值不在对照表内', en: 'grade not in the list' },
  'unit-mismatch': { zh: '单位与该列不符', en: 'a unit of another quantity' },
  'unknown-code': { zh: '代码不在对照表内', en: 'code not in the list' },
  'ragged-row': { zh: '列数与表头不符', en: 'fields do not fit the header' },
  'broken-quote': { zh: '引号不成对', en: 'quote without an end' },
  'bad-bytes': { zh: '含无法解码的字节', en: 'bytes that cannot be decoded' },
  'too-long': { zh: '行或单元格过长', en: 'row or cell too long' },
  'formula-error': { zh: '公式报错', en: 'formula error' },
  'formula-without-value': { zh: '公式没有保存结果', en: 'formula without a saved value' },
  'duplicate-row': { zh: '行号重复', en: 'second row of one number' },
  'duplicate-cell': { zh: '同一单元格出现两次', en: 'second cell of one place' },
  'spoiled-identifier': {
    zh: '编号被表格软件改成科学计数，末位已丢失；请将该列设为文本后重新导出',
    en: 'number in scientific notation, its last digits lost; format the column as text and export again',
  },
  'bad-identifier': { zh: '编号含控制字符或无效字符', en: 'control or invalid characters in the case number' },
  'future-timestamp': { zh: '时间晚于当前', en: 'later than now' },
};
