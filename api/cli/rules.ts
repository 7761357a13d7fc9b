import { parseDate } from '../../jobs/clock/day.ts';
import { gaps } from '../../jobs/clock/rule-faults.ts';
import type { RuleSet } from '../../jobs/clock/rule-set.ts';
import { runTrial } from '../../jobs/trial/trial.ts';
import { ruleSetsInForce } from '../../jobs/verdicts/in-force.ts';
import type { Db } from '../../sql/database.ts';
import { ruleAudit } from '../../sql/read/rule-audit.ts';
import { draftOf, dropDraft, putInForce, saveDraft } from '../../sql/write/rule-drafts.ts';
import { openDatabase } from '../open-database.ts';
import { comingSet, draftedSet } from '../rule-draft.ts';
import { readArgs, UsageError, type Command } from './command.ts';
import { documentIn } from './document.ts';
import { judgeAnew } from './judge-anew.ts';
import { tell } from './source-work.ts';
import { trialText } from './trial-text.ts';

const OPTIONS = {
  source: { type: 'string' },
  unit: { type: 'string' },
  from: { type: 'string' },
  correct: { type: 'boolean', default: false },
  by: { type: 'string' },
  why: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;
type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

/** Rule sets: what is in force, drafts, what one would change, putting it in force from a day on, and who did it. */
export const rules: Command = {
  usage:
    'rules (list | show SET | draft FILE | preview DRAFT --source NAME [--unit CODE] | apply DRAFT | drop DRAFT | log)\n        [--from DATE | --correct] [--by NAME --why TEXT] [--json]',
  async run(args, config) {
    const { values, positionals } = readArgs(args, OPTIONS);
    const [action = '', what = ''] = positionals;
    const work = ACTIONS[action];
    if (work === undefined) throw new UsageError(`${Object.keys(ACTIONS).join(', ')}?`);
    const { db, pool, close } = await openDatabase(config, { role: 'tool', log: tell, statementTimeoutMs: 3_600_000 });
    try {
      await work(db, what, values);
      if (action === 'apply') await judgeAnew(db, pool);
      return 0;
    } finally {
      await close();
    }
  },
};

type Action = (db: Db, what: string, values: Values) => Promise<void>;

const ACTIONS: Record<string, Action> = {
  async list(db, _what, { json }) {
    for (const { code, version, kind, name, rules: all } of await ruleSetsInForce(db))
      print(
        json,
        { code, version, kind, name, rules: all.length },
        `${code} ${version}  ${kind}  ${all.length}  ${name}`,
      );
  },
  async show(db, what) {
    const found = (await ruleSetsInForce(db)).find(({ code }) => code === what);
    if (found === undefined) throw new UsageError(`there is no rule set "${what}"`);
    const { id: _id, ...set } = found;
    process.stdout.write(`${JSON.stringify(set, null, 2)}\n`);
  },
  async draft(db, what, values) {
    const stamp = signed(values);
    const doc = (await documentIn(what)) as Record<string, unknown>;
    const set = await draftedSet(db, { doc }, what);
    for (const { before, after, from, to } of gaps(set))
      tell(`rules ${before + 1} and ${after + 1} leave a gap: no limit from ${from} to ${to}`);
    const draft = await saveDraft(db, set, stamp);
    print(values.json, { draft }, `draft ${draft}`);
  },
  async preview(db, what, values) {
    if (values.source === undefined) throw new UsageError('preview needs --source');
    const draft = number(what);
    const { doc, current } = await there(db, draft);
    const from = day(values);
    comingSet(draft, doc, current, from);
    const asked = {
      source: values.source,
      draft,
      from,
      rules: (current as RuleSet).code,
      variation: { kind: 'rules' as const },
    };
    const result = await runTrial(db, values.unit === undefined ? asked : { ...asked, unit: values.unit }, progress());
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : trialText(result));
  },
  async apply(db, what, values) {
    const draft = number(what);
    const stamp = signed(values);
    const { doc, current } = await there(db, draft);
    const from = day(values);
    const set = comingSet(draft, doc, current, from);
    if (!(await putInForce(db, draft, set, { from, corrects: from === null }, stamp)))
      throw new Error(`draft ${draft} is no draft any more`);
    tell(`${set.code} ${set.version} in force${from === null ? '' : ` from ${from}`}; verdicts are being made anew`);
  },
  async drop(db, what, values) {
    if (!(await dropDraft(db, number(what), signed(values)))) throw new Error(`draft ${what} is no draft any more`);
  },
  async log(db, _what, { json }) {
    for (const one of await ruleAudit(db))
      print(json, one, `${one.at} ${one.by}: ${one.action} draft ${one.draft} of ${one.set}. ${one.why}`);
  },
};

const print = (json: boolean, line: object, text: string) =>
  void process.stdout.write(`${json ? JSON.stringify(line) : text}\n`);

function number(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`"${text}" is no draft`);
  return Number(text);
}

async function there(db: Db, draft: number) {
  const found = await draftOf(db, draft);
  if (found === null) throw new UsageError(`there is no draft ${draft}`);
  return found;
}

function signed({ by, why }: Values) {
  if (!by || !why) throw new UsageError('--by and --why are needed');
  return { by, why, at: Date.now() * 1000 };
}

/** YYYY-MM-DD, or null to correct the past; one of the two must be said. */
function day({ from, correct }: Values): string | null {
  if ((from === undefined) !== correct) throw new UsageError('--from DATE, or --correct to change the past');
  if (from !== undefined) parseDate(from);
  return from ?? null;
}

function progress() {
  let told = 0;
  return ({ cases, total }: { cases: number; total: number }) => {
    if (Date.now() - told < 2_000) return;
    told = Date.now();
    tell(`  ${cases} of ${total} cases`);
  };
}
