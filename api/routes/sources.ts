import Type from 'typebox';
import { sources } from '../../sql/read/sources.ts';
import { SourcesReply } from '../contract/sources.ts';
import type { Route } from '../route.ts';

export const sourcesRoute: Route = (api, answer, { inbox }) => {
  api.get(
    '/api/v1/sources',
    {
      schema: {
        summary: '数据来源及其单位、环节、规则集、数据时间',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: { 200: SourcesReply },
      },
    },
    (request, reply) =>
      answer(
        request,
        reply,
        async ({ db, scope, now }) => ({
          ...(await sources(db, scope, request.query, now)),
          inbox: scope.within === null ? inbox : null,
        }),
        { clock: true },
      ),
  );
};
