import type { Connection, Db } from '../../sql/database.ts';
import { inTransaction } from '../../sql/transaction.ts';
import { CLASSES } from '../../sql/vocabulary.ts';
import { changedCases, judgedOrigins, type JudgedOrigin } from '../../sql/write/judged-origins.ts';
import { judgingInput, type Judgement } from '../../sql/write/judged.ts';
import { calendarOf } from '../clock/calendar.ts';
import type { RuleSet } from '../clock/rule-set.ts';
import type { WorkCalendar } from '../clock/work-calendar.ts';
import { extendsBasis } from './basis.ts';
import { calendarInForce, ruleSetsInForce } from './in-force.ts';
import { judgeCases, type JudgeResult } from './judge-cases.ts';

/**
 * Brings every rule set of every origin up to its origin's version: the sets beside the primary one after an import, all
 * of them after rules or calendar changed. Each set is judged in a transaction of its own, on a snapshot, so that imports
 * need not wait. Costs a few small reads when nothing changed.
 */
export async function judgeOtherRuleSets(
  db: Db,
  pool: Connection['pool'],
  progress: (detail: Judging) => void = () => undefined,
): Promise<(Judgement & JudgeResult)[]> {
  const done: (Judgement & JudgeResult)[] = [];
  const [sets, calendar] = [await ruleSetsInForce(db), await calendarInForce(db)];
  for (const origin of await judgedOrigins(db)) {
    // The primary set first: it is the one on the screens.
    for (const rules of sets.toSorted((a, b) => Number(b.id === origin.primary) - Number(a.id === origin.primary))) {
      if (!judges(rules, origin) || upToDate(rules, origin, calendar)) continue;
      const judgement = { origin: origin.origin, ruleSet: rules.id };
      const told = (cases: number) => progress({ ...judgement, rules: rules.code, cases });
      told(0);
      done.push({ ...judgement, ...(await catchUp(pool, judgement, told)) });
    }
  }
  return done;
}

/** How far the judging of one set has come. */
export type Judging = Judgement & { rules: string; cases: number };

/** Judges everything anew and replaces clocks, pages and cube; they come out as increments would have left them. */
export async function rebuild(pool: Connection['pool'], judgement: Judgement): Promise<JudgeResult> {
  return inTransaction(pool, async (trx) => {
    const { version } = await judgingInput(trx, judgement);
    return judgeCases(trx, { ...judgement, caseIds: 'all', version });
  });
}

/** SQLSTATE of a snapshot that another transaction has overtaken. */
const SERIALIZATION_FAILURE = '40001';
const TRIES = 3;

async function catchUp(
  pool: Connection['pool'],
  judgement: Judgement,
  progress: (cases: number) => void,
): Promise<JudgeResult> {
  const judge = async (trx: Db) => {
    const { version, last } = await judgingInput(trx, judgement);
    const caseIds = last ? await changedCases(trx, judgement.origin, last.version) : ('all' as const);
    return judgeCases(trx, { ...judgement, caseIds, version, progress });
  };
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(pool, judge, { snapshot: true });
    } catch (error) {
      // An import of the same source was faster: what it left is judged.
      if ((error as { code?: string }).code !== SERIALIZATION_FAILURE || tries === TRIES) throw error;
    }
  }
}

/** Deadlines of the source need cases that have one, the official limits need customer classes they know. */
export function judges(rules: RuleSet, origin: JudgedOrigin): boolean {
  if (rules.id === origin.primary) return true;
  if (rules.example === true) return origin.chosen.includes(rules.code);
  if (rules.kind === 'source') return origin.deadlines;
  return origin.classes.some((name) => (CLASSES as readonly string[]).includes(name));
}

function upToDate(rules: RuleSet, origin: JudgedOrigin, calendar: WorkCalendar): boolean {
  const last = origin.judged.find((row) => row.ruleSet === rules.id);
  return (
    last !== undefined &&
    last.version === origin.version &&
    last.calendarVersion === calendarOf(rules, calendar).versions &&
    extendsBasis(last.rules, JSON.parse(JSON.stringify(rules)), false)
  );
}
