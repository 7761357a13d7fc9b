import { spectrum } from '../../sql/read/spectrum.ts';
import { Filter } from '../contract/filter.ts';
import { SpectrumReply } from '../contract/spectrum.ts';
import { inForce } from '../in-force.ts';
import type { Route } from '../route.ts';
import { markersOf } from '../rule-starts.ts';

export const spectrumRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/spectrum',
    {
      schema: {
        summary: '时序图：一个环节的每件工单自开始至办结',
        querystring: Filter,
        response: { 200: SpectrumReply },
      },
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const read = await spectrum(db, scope, request.query, now);
        const { from, basis } = read;
        const { sets } = await inForce(db, basis);
        return { ...read, markers: markersOf([{ month: from }, { month: basis.to }], sets, basis.rules) };
      }),
  );
};
