import type { Told } from '../../../sql/import-tables.ts';
import { NOTE_CODES, sayNote, type FileNote } from './note-words.ts';
import { PROBLEM_CODES, sayProblem, type Language } from './problem-words.ts';

/** Words of what was kept of an import, in one language. A code that is known no more is left out. */
export function sayTold(told: Told | null, language: Language): string[] {
  const problem = PROBLEM_CODES.find((code) => code === told?.problem?.code);
  const noted = (told?.noted ?? []).filter((note): note is FileNote => (NOTE_CODES as string[]).includes(note.code));
  return [
    ...(problem ? [sayProblem(problem, told!.problem!.params, language)] : []),
    ...noted.map((note) => sayNote(note, language)),
  ];
}
