import { rateChange } from '../../sql/read/rate-change.ts';
import { rateChangeFields, RateChangeReply } from '../contract/rate-change.ts';
import { inForce } from '../in-force.ts';
import { withParts } from '../rate-parts.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

type Part = RateChangeReply['parts'][number];
type Line = { part: Part['part']; detail: Part['details'][number] | null; effect: number };

const pointsCell = (effect: number): number => Math.round(effect * 1e6) / 1e4;

export const rateChangeRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/rate-change',
    {
      schema: {
        summary: '达标率变动构成：业务构成、环节、单位、时限规则、暂停、剔除与交互，各项相加无余数',
        querystring: tableQuery(rateChangeFields),
        response: { 200: RateChangeReply },
      },
      preSerialization: asTable<RateChangeReply, Line>({
        zh: '变动构成',
        en: 'rate-change',
        rows: (r) =>
          r.parts.flatMap(({ part, effect, details }): Line[] => [
            { part, detail: null, effect },
            ...details.map((detail) => ({ part, detail, effect: detail.effect })),
          ]),
        columns: [
          { zh: '构成', en: 'Part', cell: (line, lang) => inWords(`part-${line.part}`, lang) },
          {
            zh: '其中',
            en: 'Of which',
            cell: ({ detail: d }) => d && (d.name || d.code || `${d.class} ${d.business}`),
          },
          { zh: '影响（百分点）', en: 'Effect (points)', cell: (line) => pointsCell(line.effect) },
          { zh: '对比期计时数', en: 'Clocks before', cell: (line) => line.detail?.before.n },
          { zh: '对比期达标', en: 'Met before', cell: (line) => line.detail?.before.met },
          { zh: '本期计时数', en: 'Clocks after', cell: (line) => line.detail?.after.n },
          { zh: '本期达标', en: 'Met after', cell: (line) => line.detail?.after.met },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const read = await rateChange(db, scope, request.query, now);
        return withParts(read, await inForce(db, read.basis));
      }),
  );
};
