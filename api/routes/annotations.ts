import { annotations } from '../../sql/read/annotations.ts';
import { annotate, takeBack } from '../../sql/write/annotations.ts';
import { AnnotationsQuery, AnnotationsReply, NewAnnotation, TakenBack } from '../contract/annotations.ts';
import type { Route } from '../route.ts';

/** Notes change without an import: they are never answered from memory. */
export const annotationsRoute: Route = (api, _answer, { db, scopeOf, now }) => {
  api.get(
    '/api/v1/annotations',
    { schema: { summary: '时间图上的批注', querystring: AnnotationsQuery, response: { 200: AnnotationsReply } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return annotations(db, scopeOf(request), request.query);
    },
  );
  api.post(
    '/api/v1/annotations',
    { schema: { summary: '添加批注：何人、何时、何事', body: NewAnnotation, response: { 200: AnnotationsReply } } },
    async (request) => {
      const scope = scopeOf(request);
      await annotate(db, scope, request.body, now());
      return annotations(db, scope, request.body);
    },
  );
  api.post(
    '/api/v1/annotations/take-back',
    { schema: { summary: '撤回批注', body: TakenBack, response: { 200: AnnotationsReply } } },
    async (request) => {
      const scope = scopeOf(request);
      await takeBack(db, scope, request.body.source, request.body.id, now());
      return annotations(db, scope, { source: request.body.source });
    },
  );
};
