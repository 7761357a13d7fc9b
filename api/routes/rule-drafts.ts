import type { FastifyRequest } from 'fastify';
import { ruleChanges } from '../../jobs/clock/rule-changes.ts';
import type { RuleSet } from '../../jobs/clock/rule-set.ts';
import { PSEUDO_STAGES } from '../../jobs/clock/limits.ts';
import { Failure } from '../../sql/failure.ts';
import { ruleDrafts } from '../../sql/read/rule-drafts.ts';
import { draftOf, dropDraft, putInForce, saveDraft } from '../../sql/write/rule-drafts.ts';
import { filterFields } from '../contract/filter.ts';
import { DraftDropped, DraftInForce, NewRuleDraft, RuleDraftsReply, type RuleDraft } from '../contract/rule-drafts.ts';
import { everythingOnly } from '../place.ts';
import type { Route } from '../route.ts';
import { languageOf, PROBLEMS, type Language } from '../problems.ts';
import { comingSet, draftedSet } from '../rule-draft.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { stampCell } from '../table/words.ts';

type Entry = RuleDraft['audit'][number] & { draft: number; name: string };

export const ruleDraftsRoute: Route = (api, _answer, place) => {
  const list = async (request: FastifyRequest, query: object) =>
    told(
      await ruleDrafts(place.db, place.scopeOf(request), query, place.now()),
      languageOf(request.query, request.headers['accept-language']),
    );
  const stamp = ({ by, why }: { by: string; why: string }) => ({ by, why, at: place.now() });

  api.get(
    '/api/v1/rule-drafts',
    {
      schema: {
        summary: '规则集的草案、变更内容与何人何时何故',
        querystring: tableQuery(filterFields),
        response: { 200: RuleDraftsReply },
      },
      preSerialization: asTable<RuleDraftsReply, Entry>({
        zh: '规则变更记录',
        en: 'rule-changes',
        rows: (r) => r.drafts.flatMap(({ audit, draft, name }) => audit.map((entry) => ({ ...entry, draft, name }))),
        columns: [
          { zh: '草案', en: 'Draft', cell: (row) => row.draft },
          { zh: '规则集', en: 'Rule set', cell: (row) => row.name },
          { zh: '动作', en: 'Action', cell: (row) => row.action },
          { zh: '时间', en: 'When', cell: (row) => stampCell(row.at) },
          { zh: '何人', en: 'Who', cell: (row) => row.by },
          { zh: '何故', en: 'Why', cell: (row) => row.why },
        ],
      }),
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return list(request, request.query);
    },
  );
  api.post(
    '/api/v1/rule-drafts',
    { schema: { summary: '起草：整个规则集，或改其中一条', body: NewRuleDraft, response: { 200: RuleDraftsReply } } },
    async (request) => {
      everythingOnly(place.scopeOf(request));
      const set = await draftedSet(place.db, request.body);
      await saveDraft(place.db, set, stamp(request.body));
      return list(request, {});
    },
  );
  api.post(
    '/api/v1/rule-drafts/in-force',
    { schema: { summary: '草案自某日起生效，或更正', body: DraftInForce, response: { 200: RuleDraftsReply } } },
    async (request) => {
      everythingOnly(place.scopeOf(request));
      const { draft, from } = request.body;
      const found = await draftOf(place.db, draft);
      if (found === null) throw new Failure('bad-query', { value: `draft ${draft}?` });
      const set = comingSet(draft, found.doc, found.current, from);
      const done = await putInForce(place.db, draft, set, { from, corrects: from === null }, stamp(request.body));
      if (!done) throw new Failure('not-now', { value: `draft ${draft}` });
      return list(request, {});
    },
  );
  api.post(
    '/api/v1/rule-drafts/drop',
    { schema: { summary: '放弃草案', body: DraftDropped, response: { 200: RuleDraftsReply } } },
    async (request) => {
      everythingOnly(place.scopeOf(request));
      const { draft } = request.body;
      if (!(await dropDraft(place.db, draft, stamp(request.body))))
        throw new Failure('not-now', { value: `draft ${draft}` });
      return list(request, {});
    },
  );
};

function told({ drafts, audit, ...rest }: Awaited<ReturnType<typeof ruleDrafts>>, language: Language): RuleDraftsReply {
  return {
    ...rest,
    drafts: drafts.map(({ draft, doc, before, state, effectiveFrom, corrects }) => {
      const set = doc as RuleSet;
      return {
        ...{ draft, state, effectiveFrom, corrects },
        ...{ set: set.code, name: set.name, nameEn: set.nameEn },
        changes: ruleChanges(before as RuleSet, set).map(({ kind, rule, fields }) => ({
          ...{ kind, fields },
          clock:
            PSEUDO_STAGES[rule.scope] ?? (rule.segment === undefined ? (rule.stage ?? '') : `segment${rule.segment}`),
          source: rule.source,
          classes: rule.classes ?? null,
        })),
        fault: state === 'draft' ? faultOf(draft, doc, before, language) : '',
        audit: audit.filter((entry) => entry.draft === draft).map(({ draft: _draft, ...entry }) => entry),
      };
    }),
  };
}

function faultOf(draft: number, doc: object, before: object, language: Language): string {
  try {
    comingSet(draft, doc, before, null);
    return '';
  } catch (error) {
    if (error instanceof Failure) return PROBLEMS[error.code][language].detail(error.facts);
    throw error;
  }
}
