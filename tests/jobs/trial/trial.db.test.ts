import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleDraftsReply } from '../../../api/contract/rule-drafts.ts';
import type { TrialsReply } from '../../../api/contract/trials.ts';
import type { Api } from '../../../api/route.ts';
import { settingsOf } from '../../../jobs/import/settings.ts';
import { catchUp } from '../../../jobs/schedule.ts';
import { RULE_SETS } from '../../../jobs/clock/rule-set.ts';
import { runTrial } from '../../../jobs/trial/trial.ts';
import { trialLine } from '../../../jobs/trial/trial-line.ts';
import { judgeOtherRuleSets } from '../../../jobs/verdicts/other-rule-sets.ts';
import { inTransaction } from '../../../sql/transaction.ts';
import type { Connection } from '../../../sql/database.ts';
import { primarySets } from '../../../sql/read-ground/primary-sets.ts';
import { draftOf, putInForce, saveDraft } from '../../../sql/write/rule-drafts.ts';
import { saveRuleSets } from '../../../sql/write/rule-sets.ts';
import { openRequests } from '../../../sql/write/job-requests.ts';
import { closePeriod } from '../../../sql/write/close-period.ts';
import { appOf, ask } from '../../api/demo-province.ts';
import { yekuo } from '../../command.ts';
import { freshDatabase } from '../../database.ts';
import { importCases, makeWorld, ORIGIN, type CaseSpec } from '../verdicts/world.ts';

const RULE_SET = 2;
const at = (text: string) => Date.parse(`${text}+08:00`) * 1000;
const NOW = at('2026-06-20T00:00');

let connection: Connection & { url: string };
let api: Api;
beforeAll(async () => {
  connection = await freshDatabase();
  await makeWorld(connection.db, RULE_SET);
  // HV single, plan limit 20 working days: 15 and 25 days, one suspended for 10 of its 28, one still running for 18.
  await importCases(
    connection,
    [
      plan(1, '2026-03-02T09:00', '2026-03-23T10:00'),
      plan(2, '2026-03-02T09:00', '2026-04-07T10:00'),
      plan(3, '2026-03-02T09:00', '2026-04-10T10:00'),
      plan(4, '2026-05-26T09:00', null),
    ],
    NOW,
  );
  await connection.db
    .insertInto('suspension')
    .values({
      ...{ origin: ORIGIN, case_key: 'C3', paused_from: '2026-03-10T00:00:00+08:00', occurrence: 1, owner: 3 },
      ...{ paused_to: '2026-03-24T00:00:00+08:00', reason: '等客户资料', data_time: null, file: 1, line: 1 },
    })
    .execute();
  await importCases(connection, [plan(3, '2026-03-02T09:00', '2026-04-10T10:00')], NOW);
  api = await appOf(connection);
});
afterAll(async () => {
  await api?.close();
  await connection?.close();
});

function plan(id: number, opened: string, replied: string | null): CaseSpec {
  const end = replied === null ? null : at(replied);
  const stays = [
    { stage: 'acceptance' as const, arrived: at(opened), finished: at(opened) },
    { stage: 'plan' as const, arrived: at(opened), finished: end },
  ];
  const state = end === null ? 'open' : 'archived';
  return { id, unit: id === 2 ? 5 : 3, class: 'hv-single', business: '', state, opened: at(opened), ended: end, stays };
}

const verdictOf = async (id: number) => {
  const rows = await connection.db
    .selectFrom('case_clock')
    .selectAll()
    .where('case_id', '=', id)
    .where('rule_set', '=', RULE_SET)
    .execute();
  const { stage, verdict, days_over } = rows[0]!;
  return [verdict[stage.indexOf(2)], days_over[stage.indexOf(2)]! > 0];
};

describe('a trial judges a scope anew and writes nothing', () => {
  it('without a reason of suspension', async () => {
    const result = await runTrial(connection.db, {
      source: 'world',
      variation: { kind: 'no-pause', reasons: ['等客户资料'] },
    });
    expect(result.flipped.filter(({ stage }) => stage === 'plan')).toEqual([
      { case: 'C3', unit: 'U3', stage: 'plan', before: 'met', after: 'overdue', open: false },
    ]);
    expect(result.history).toMatchObject({ cases: 3, lateBefore: 1, lateAfter: 2 });
    expect(result.units).toMatchObject([{ unit: 'U3', toLate: 1, toMet: 0 }]);
    expect((await verdictOf(3))[0]).toBe(0);
    const none = await runTrial(connection.db, { source: 'world', variation: { kind: 'no-pause', reasons: ['别的'] } });
    expect([none.flippedTotal, none.cases]).toEqual([0, 4]);
  });

  it('under another rule set, in a unit, with progress', async () => {
    const told: number[] = [];
    const asked = { source: 'world', unit: 'U1', other: 'supply-rules-2024', variation: { kind: 'rules' as const } };
    const result = await runTrial(connection.db, asked, ({ cases }) => told.push(cases));
    expect(told).toEqual([3]);
    // Ten working days for a plan reply since June 2024: both in time so far would be late, the running one too.
    const plans = result.flipped
      .filter(({ stage }) => stage === 'plan')
      .map(({ case: key, before, after }) => [key, before, after]);
    expect(plans).toEqual([
      ['C1', 'met', 'overdue'],
      ['C3', 'met', 'overdue'],
      ['C4', 'running', 'running-overdue'],
    ]);
    expect(result.open).toMatchObject({ cases: 1, lateBefore: 0, lateAfter: 1 });
  });

  it('of ended cases only those of a period, with the open ones', async () => {
    const variation = { kind: 'rules' as const };
    const asked = { source: 'world', other: 'supply-rules-2024', variation };
    const march = await runTrial(connection.db, { ...asked, ended: { from: '2026-03', to: '2026-03' } });
    expect([march.history.cases, march.open.cases]).toEqual([1, 1]);
    expect(march.flipped.map((one) => one.case)).toContain('C1');
    const spring = await runTrial(connection.db, { ...asked, ended: { from: '2026-03', to: '2026-04' } });
    expect(spring.history.cases).toBe(3);
    const backwards = { from: '2026-04', to: '2026-03' };
    await expect(runTrial(connection.db, { ...asked, ended: backwards })).rejects.toThrow('bad-period');
  });

  it('with a step left out, as an upper bound', async () => {
    const result = await runTrial(connection.db, { source: 'world', variation: { kind: 'drop', stage: 'plan' } });
    expect(result.bound).toBe(true);
    // Its own clock is gone; C2's sum of utility days, 25 of 22, has them taken out.
    expect(result.flipped.filter(({ case: key }) => key === 'C2')).toEqual([
      { case: 'C2', unit: 'U5', stage: 'plan', before: 'overdue', after: 'none', open: false },
      { case: 'C2', unit: 'U5', stage: 'utilitySum', before: 'overdue', after: 'met', open: false },
    ]);
    const two = await runTrial(connection.db, {
      source: 'world',
      variation: { kind: 'parallel', stages: ['plan', 'survey'] },
    });
    expect(two.flippedTotal).toBe(0);
  });
});

describe('a rule set is changed', () => {
  it('by draft, preview and a day, on the page; what was reported stays', async () => {
    await inTransaction(connection.pool, (trx) =>
      closePeriod(trx, { source: 'world', month: '2026-03', by: '王', at: NOW }),
    );
    const reported = () =>
      connection.db.selectFrom('reported_page').selectAll().orderBy('unit').orderBy('piece').execute();
    const before = await reported();
    expect(before.length).toBeGreaterThan(0);
    const set = (
      await connection.db
        .selectFrom('rule_set')
        .select('doc')
        .where('rule_set', '=', RULE_SET)
        .executeTakeFirstOrThrow()
    ).doc as (typeof RULE_SETS)[number];
    const rule = set.rules.findIndex((one) => one.stage === 'plan' && one.classes?.includes('hv-single'));
    const draft = { set: 'demo-primary', rule, changes: { value: 10 }, by: '李', why: '压减时限' };
    const made = await post<RuleDraftsReply>('rule-drafts', draft);
    expect(made.drafts).toMatchObject([
      {
        draft: 1,
        state: 'draft',
        fault: '',
        changes: [{ kind: 'changed', clock: 'plan', fields: [{ field: 'value', before: '20', after: '10' }] }],
      },
    ]);

    const variation = { kind: 'rules' };
    const asked = { source: 'world', rules: 'demo-primary', draft: 1, variation };
    const flipsFrom = async (from: string | null) => {
      const { trial } = await post<{ trial: string }>('trials', { ...asked, from });
      await tryDue(NOW);
      const { result, state } = await ask<TrialsReply>(api, 'trials', { source: 'world', trial });
      expect(state).toBe('done');
      return result!.flipped.map((one) => `${one.case} ${one.before} ${one.after}`);
    };
    expect(await flipsFrom('2026-05-01')).toEqual(['C4 running running-overdue']);
    expect(await flipsFrom(null)).toEqual(['C1 met overdue', 'C3 met overdue', 'C4 running running-overdue']);

    // What was tried is forgotten after a month, and not tried again.
    const { trial: old } = await post<{ trial: string }>('trials', { ...asked, from: null });
    await tryDue(NOW);
    const { trial: young } = await post<{ trial: string }>('trials', { ...asked, from: null });
    await tryDue(NOW + 31 * 86_400e6);
    const stateOf = async (trial: string) => (await ask<TrialsReply>(api, 'trials', { source: 'world', trial })).state;
    expect([await stateOf(old), await stateOf(young)]).toEqual(['unknown', 'done']);
    expect(await openRequests(connection.db, 'trial')).toEqual([]);

    // A set that judges nothing here yet can be tried too.
    const foreign = await post<{ trial: string }>('trials', { source: 'world', rules: 'uk-2015', variation });
    expect(foreign.trial).toMatch(/^[0-9a-f]{32}$/);

    const decided = await post<RuleDraftsReply>('rule-drafts/in-force', {
      draft: 1,
      from: '2026-05-01',
      by: '张',
      why: '省公司通知',
    });
    expect(decided.drafts[0]).toMatchObject({
      ...{ state: 'in-force', effectiveFrom: '2026-05-01', corrects: false },
      audit: [
        { action: 'drafted', by: '李', why: '压减时限' },
        { action: 'put-in-force', by: '张', why: '省公司通知' },
      ],
    });
    // The old figures are served until the new ones are complete.
    expect(await verdictOf(4)).toEqual([2, false]);
    const done = await judgeOtherRuleSets(connection.db, connection.pool);
    expect(done[0]).toMatchObject({ ruleSet: RULE_SET, moved: 1 });
    expect([(await verdictOf(1))[0], await verdictOf(4)]).toEqual([0, [2, true]]);
    expect(await reported()).toEqual(before);
    // A later start of the program does not take the change back.
    await saveRuleSets(connection.db, RULE_SETS);
    expect(await judgeOtherRuleSets(connection.db, connection.pool)).toEqual([]);
    const again = await api.inject({
      method: 'POST',
      url: '/api/v1/rule-drafts/drop',
      payload: { draft: 1, by: '李', why: '不用' },
    });
    expect(again.json()).toMatchObject({ code: 'not-now' });
    const county = await appOf(connection, { source: 'world', unit: 'U3' });
    const refused = await county.inject({ method: 'POST', url: '/api/v1/rule-drafts', payload: draft });
    expect(refused.statusCode).toBe(403);
    await county.close();
  });

  it('by the command line: a set of one’s own, drafted, refused with a tie, applied, and on record', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'yekuo-rules-'));
    try {
      const env = { DATABASE_URL: connection.url };
      const file = join(dir, 'own.json');
      const [rule] = RULE_SETS.find(({ code }) => code === 'serc-27')!.rules;
      const own = {
        code: 'own',
        name: '本省内控',
        nameEn: 'Own',
        kind: 'internal',
        version: '1',
        picks: 'acceptance',
        rules: [rule],
      };
      const signed = ['--by', '李', '--why', '内控'];
      await writeFile(file, JSON.stringify({ ...own, rules: [rule, { ...rule, value: 2 }] }));
      expect((await yekuo(['rules', 'draft', file, ...signed], env)).out).toBe('draft 2\n');
      const tied = await yekuo(['rules', 'apply', '2', '--from', '2026-07-01', ...signed], env);
      expect([tied.code, tied.err]).toEqual([1, expect.stringMatching(/第 1 条 .*与第 2 条 .*分不出先后/)]);
      const english = await yekuo(['rules', 'apply', '2', '--correct', ...signed], { ...env, LANG: 'en_GB.UTF-8' });
      expect(english.err).toMatch(/rule 1 .* and rule 2 .* apply to the same case with equal right/);
      await writeFile(file, '{"code": ');
      const broken = await yekuo(['rules', 'draft', file, ...signed], env);
      expect([broken.code, broken.err]).toEqual([1, expect.stringMatching(/own\.json: 不是 JSON/)]);
      await writeFile(file, JSON.stringify(own));
      await yekuo(['rules', 'draft', file, ...signed], env);
      const applied = await yekuo(['rules', 'apply', '3', '--correct', ...signed], env);
      expect(applied.code, applied.err).toBe(0);
      const { out } = await yekuo(['rules', 'log'], env);
      expect(out).toMatch(/李: put-in-force draft 3 of own\. 内控/);
      const judged = await connection.db
        .selectFrom('judged')
        .select('rule_set')
        .where('rule_set', '>=', 1000)
        .execute();
      expect(judged).toEqual([{ rule_set: 1000 }]);
    } finally {
      await rm(dir, { recursive: true });
    }
  }, 240_000);
});

it('a set made here is a source’s first once it is in force, an internal one never', async () => {
  const { db } = connection;
  const first = async (rules: string) =>
    settingsOf({ name: 'p', tables: [], rules }, 'x', {}, null, await primarySets(db)).ruleSet;
  const [rule] = RULE_SETS.find(({ code }) => code === 'serc-27')!.rules;
  const head = { name: '省内', nameEn: 'Provincial', version: '1', picks: 'acceptance', rules: [rule] };
  const by = { by: '李', why: '省内', at: NOW };
  for (const kind of ['official', 'internal'] as const) {
    const doc = { ...head, code: `made-${kind}`, kind };
    const draft = await saveDraft(db, doc, by);
    await expect(first(doc.code)).rejects.toThrow(/no rule set/);
    const { id } = (await draftOf(db, draft))!.current as { id: number };
    await putInForce(db, draft, { ...doc, id }, { from: null, corrects: true }, by);
    if (kind === 'internal') await expect(first(doc.code)).rejects.toThrow(/no rule set/);
    else expect(await first(doc.code)).toBe(id);
  }
});

const tryDue = (now: number) =>
  catchUp({ db: connection.db, now: () => now }, trialLine({ db: connection.db, now: () => now }), () => undefined);

async function post<T>(word: string, payload: object): Promise<T> {
  const reply = await api.inject({ method: 'POST', url: `/api/v1/${word}`, payload });
  if (reply.statusCode !== 200) throw new Error(`${word}: ${reply.body}`);
  return reply.json<T>();
}
