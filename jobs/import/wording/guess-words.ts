import type { Language } from './problem-words.ts';

type Fields = { column?: string; other?: string; n?: number };
/** What a proposal took a column for, and by what, for people to check. */
export type Guess = Fields & { code: GuessCode };

const WORDS = {
  'activity-by-values': {
    zh: ({ column }) => `按其内容，“${column}”视为环节。`,
    en: ({ column }) => `"${column}" is taken for the activity by its values.`,
  },
  'time-by-values': {
    zh: ({ column }) => `按其内容，“${column}”视为环节时间。`,
    en: ({ column }) => `"${column}" is taken for the time of the event by its values.`,
  },
  'span-by-values': {
    zh: ({ column, other }) => `按其内容，“${column}”与“${other}”视为开始与完成时间。`,
    en: ({ column, other }) => `"${column}" and "${other}" are taken for start and end by their values.`,
  },
  halves: {
    zh: ({ column, other }) => `“${column}”与“${other}”合成一个时间。`,
    en: ({ column, other }) => `"${column}" and "${other}" together are one time.`,
  },
  'paired-transitions': {
    zh: () => '同一活动的开始与完成配成一个环节。',
    en: () => 'Start and complete of an activity are paired into steps.',
  },
  'key-within-unit': {
    zh: ({ column, n }) => `${n} 个编号出现在多个“${column}”下，因此与它一起作为工单编号。`,
    en: ({ column, n }) => `${n} case numbers occur under several values of "${column}": it is part of the key.`,
  },
  'unit-by-rows': {
    zh: ({ column }) => `“${column}”在同一工单的各行中相同，视为其单位。`,
    en: ({ column }) => `"${column}" is the same in all rows of a case: taken for its unit.`,
  },
  'current-step': {
    zh: ({ column }) => `“${column}”是工单现在所处的环节：归档前按在途计。`,
    en: ({ column }) => `"${column}" is where a case stands now: it counts as open until it is archived.`,
  },
  'planned-deadline': {
    zh: ({ column }) => `没有别的时限列，“${column}”视为时限。`,
    en: ({ column }) => `"${column}" is taken for the deadline: there is no other.`,
  },
  personal: {
    zh: ({ column }) => `个人信息不导入：${column}。`,
    en: ({ column }) => `Personal data is not imported: ${column}.`,
  },
  'either-order': {
    zh: ({ column }) => `“${column}”分不清日与月的先后，请在配置的 timestamps 中写明。`,
    en: ({ column }) => `"${column}": day and month could be either way round; declare "timestamps" in the profile.`,
  },
} as const satisfies Record<string, Readonly<Record<Language, (guess: Fields) => string>>>;
type GuessCode = keyof typeof WORDS;

export const sayGuess = ({ code, ...fields }: Guess, language: Language): string =>
  (WORDS[code][language] as (guess: Fields) => string)(fields);
