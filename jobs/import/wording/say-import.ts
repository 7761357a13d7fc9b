import { LINES_PER_SHEET } from '../../../sql/vocabulary.ts';
import type { Refusal } from '../row.ts';
import type { FileProblem } from '../read/problem.ts';
import { sayGuess, type Guess } from './guess-words.ts';
import { sayNote, type FileNote } from './note-words.ts';
import { sayProblem, type Language } from './problem-words.ts';
import { REASON_WORDS } from './reason-words.ts';

/** What an import has to tell about a file, not yet in words. */
export type Told = {
  problem: FileProblem | null;
  guesses: readonly Guess[];
  noted: readonly FileNote[];
  refused: readonly Refusal[];
};

const SHOWN = 3;

/** Words of an import for the command line: what is wrong with the file, else what its columns were taken for, its notes and first refused rows. */
export function sayImport(file: string, { problem, guesses, noted, refused }: Told, language: Language): string[] {
  if (problem) return [sayProblem(problem.code, problem.params, language)];
  const rows = [...refused].sort((a, b) => a.line - b.line).slice(0, SHOWN);
  const more = refused.length - rows.length;
  const zh = language === 'zh';
  return [
    ...guesses.map((guess) => sayGuess(guess, language)),
    ...noted.map((note) => sayNote(note, language)),
    ...rows.map(({ sheet, line: kept, column, value, reason }) => {
      const line = kept % LINES_PER_SHEET;
      const [place, placeZh] = sheet ? [`${file}, sheet ${sheet}`, `${file} 工作表“${sheet}”`] : [file, file];
      const where = zh ? `${placeZh} 第 ${line} 行` : `${place}, line ${line}`;
      const what = column === '' ? '' : zh ? `“${column}”列` : ` ${column}`;
      return zh
        ? `${where}${what}“${value}”：${REASON_WORDS[reason].zh}。`
        : `${where}:${what} "${value}": ${REASON_WORDS[reason].en}.`;
    }),
    ...(more > 0 ? [zh ? `另有 ${more} 行未采用。` : `${more} more refused.`] : []),
  ];
}
