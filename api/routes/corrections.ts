import { randomBytes } from 'node:crypto';
import { Failure } from '../../sql/failure.ts';
import { corrections } from '../../sql/read/corrections.ts';
import { imports } from '../../sql/read/imports.ts';
import { requestJob } from '../../sql/write/job-requests.ts';
import { CorrectionAsked, CorrectionReply, CorrectionsQuery, CorrectionsReply } from '../contract/corrections.ts';
import type { Route } from '../route.ts';

export const correctionsRoute: Route = (api, _answer, place) => {
  api.get(
    '/api/v1/corrections',
    { schema: { summary: '撤回或重试的进展', querystring: CorrectionsQuery, response: { 200: CorrectionsReply } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return corrections(place.db, place.scopeOf(request), request.query, place.now());
    },
  );
  api.post(
    '/api/v1/corrections',
    {
      schema: { summary: '撤回一个文件，或重试未采用的行', body: CorrectionAsked, response: { 200: CorrectionReply } },
    },
    async (request) => {
      const asked = request.body;
      if ((asked.kind === 'withdraw' || asked.line !== undefined) && asked.file === undefined)
        throw new Failure('bad-query', { value: 'file?' });
      // Whoever may not see the source's files may not correct them either.
      const { source, file } = asked;
      await imports(place.db, place.scopeOf(request), { source, file }, place.now());
      const correction = randomBytes(16).toString('hex');
      await requestJob(place.db, 'correct', correction, asked, place.now());
      return { correction };
    },
  );
};
