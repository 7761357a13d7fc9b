import { readFile } from 'node:fs/promises';
import { causesOn } from '../../jobs/measures/causes.ts';
import type { Connection } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { AnswerRefused, askExemption, decideExemption, explain, lateClock } from '../../sql/write/answers.ts';
import type { Instant } from '../../sql/vocabulary.ts';
import { UsageError } from './command.ts';

/** One answer to a late clock, as a file's line or the flags of one command say it. */
export type Answer = {
  action: string;
  case: string;
  /** A stage's code, whole-process or utility-sum. */
  stage: string;
  cause?: string;
  /** Note, evidence or reason. */
  text?: string;
};

/** Answers from a JSON file: an array of objects with `action`, `case`, `stage`, and `cause`, `text` where they are needed. */
export async function answersFrom(path: string): Promise<Answer[]> {
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  const isAnswer = (one: unknown): one is Answer =>
    typeof one === 'object' &&
    one !== null &&
    ['action', 'case', 'stage'].every((name) => typeof (one as Record<string, unknown>)[name] === 'string');
  if (!Array.isArray(content) || !content.every(isAnswer))
    throw new UsageError(`${path}: expected an array of {action, case, stage, cause?, text?}`);
  return content;
}

/** Takes all answers or none. Throws AnswerRefused naming the first that cannot be taken. */
export async function takeAnswers(
  pool: Connection['pool'],
  answers: readonly Answer[],
  given: { source: string; by: string; at: Instant },
): Promise<void> {
  const { source, by, at } = given;
  await inTransaction(pool, async (trx) => {
    for (const [i, answer] of answers.entries()) {
      const clock = await lateClock(trx, { source, caseKey: answer.case, stage: answer.stage });
      const text = answer.text ?? '';
      // Answers of one file are ordered, so that asking and deciding never share an instant.
      const now = at + i;
      switch (answer.action) {
        case 'explain': {
          const causes = causesOn(new Date(at / 1000).toISOString().slice(0, 10)).map((cause) => cause.code);
          if (!causes.includes(answer.cause ?? ''))
            throw new AnswerRefused(`${answer.case}: "${answer.cause ?? ''}" is none of ${causes.join(', ')}`);
          await explain(trx, clock, { by, at: now, cause: answer.cause!, note: text });
          break;
        }
        case 'ask':
          if (text === '') throw new AnswerRefused(`${answer.case}: a request for exemption needs evidence`);
          await askExemption(trx, clock, { by, at: now, evidence: text });
          break;
        case 'approve':
        case 'refuse':
          await decideExemption(trx, clock, { by, at: now, approved: answer.action === 'approve', reason: text });
          break;
        default:
          throw new AnswerRefused(`"${answer.action}" is none of explain, ask, approve, refuse`);
      }
    }
  });
}
