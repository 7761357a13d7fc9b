import { randomBytes } from 'node:crypto';
import { groundOf } from '../../sql/read-ground/ground.ts';
import { trials } from '../../sql/read/trials.ts';
import { requestJob } from '../../sql/write/job-requests.ts';
import { NewTrial, NewTrialReply, TrialsQuery, TrialsReply, type TrialResult } from '../contract/trials.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

export const trialsRoute: Route = (api, _answer, place) => {
  api.get(
    '/api/v1/trials',
    {
      schema: {
        summary: '重算试算的进度与结果：翻转的判定、工单、单位',
        querystring: tableQuery(TrialsQuery.properties),
        response: { 200: TrialsReply },
      },
      preSerialization: asTable<TrialsReply, TrialResult['flipped'][number]>({
        zh: '试算中判定变化的计时项',
        en: 'trial',
        rows: (r) => r.result?.flipped ?? [],
        columns: [
          { zh: '申请编号', en: 'Case', cell: (row) => row.case },
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '计时项', en: 'Clock', cell: (row, lang) => inWords(row.stage, lang) },
          { zh: '现判定', en: 'As judged', cell: (row, lang) => inWords(row.before, lang) },
          { zh: '试算判定', en: 'As tried', cell: (row, lang) => inWords(row.after, lang) },
          { zh: '在途', en: 'Open', cell: (row) => row.open },
        ],
      }),
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return told(await trials(place.db, place.scopeOf(request), request.query, place.now()));
    },
  );
  api.post(
    '/api/v1/trials',
    { schema: { summary: '按另一种规则、暂停或环节重算所选范围', body: NewTrial, response: { 200: NewTrialReply } } },
    async (request) => {
      const { source, unit, rules, ended } = request.body;
      // The reader's own top where no unit is named; a set may be tried that judges nothing here yet.
      const { basis } = await groundOf(place.db, place.scopeOf(request), { source, unit, ...ended }, place.now());
      const trial = randomBytes(16).toString('hex');
      await requestJob(
        place.db,
        'trial',
        trial,
        { ...request.body, unit: basis.unit, rules: rules ?? basis.rules },
        place.now(),
      );
      return { trial };
    },
  );
};

function told({ found, ...rest }: Awaited<ReturnType<typeof trials>>): TrialsReply {
  const detail = found?.detail ?? {};
  const n = (name: string) => (typeof detail[name] === 'number' ? detail[name] : 0);
  const { cases: _cases, total: _total, ...result } = detail;
  const state = found === null ? 'unknown' : (found.state ?? 'waiting');
  return {
    ...rest,
    ...{ state, cases: n('cases'), total: n('total') },
    error: state === 'failed' && typeof detail['error'] === 'string' ? detail['error'] : '',
    result: state === 'done' ? (result as TrialResult) : null,
  };
}
