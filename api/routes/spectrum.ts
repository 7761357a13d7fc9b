import { spectrum } from '../../sql/read/spectrum.ts';
import { Filter } from '../contract/filter.ts';
import { SpectrumReply } from '../contract/spectrum.ts';
import type { Route } from '../route.ts';

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
    (request, reply) => answer(request, reply, ({ db, scope, now }) => spectrum(db, scope, request.query, now)),
  );
};
