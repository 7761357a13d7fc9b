import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, type FailureCode } from '../sql/failure.ts';
import type { Problem } from './contract/problem.ts';
import { languageOf, PROBLEMS } from './problems.ts';

/** One handler for everything thrown: a `Failure` says what it is, the rest is told apart here. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error, request, reply) => {
    const failure = asFailure(error);
    if (PROBLEMS[failure.code].status >= 500) request.log.error({ err: error }, failure.code);
    return sendProblem(request, reply, failure);
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const { status, ...words } = PROBLEMS[failure.code];
  const { title, detail } = words[languageOf(request.query, request.headers['accept-language'])];
  const problem: Problem = {
    type: `urn:yekuo:problem:${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: detail(failure.facts),
  };
  return reply
    .code(status)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

type Thrown = Error & {
  code?: string;
  statusCode?: number;
  validation?: { instancePath: string; message?: string; params: Record<string, unknown> }[];
};

/** SQLSTATE classes and driver messages that mean the server is not there. */
const AWAY = /^(08|57P)|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE/;
const AWAY_WORDS = /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error/i;

function asFailure(error: Thrown): Failure {
  if (error instanceof Failure) return error;
  if (error.validation !== undefined) return new Failure('bad-query', { value: whatIsWrong(error.validation) });
  const code = error.code ?? '';
  const as = (word: FailureCode) => new Failure(word);
  if (code === '57014' || error.message === 'Query read timeout') return as('read-timeout');
  if (AWAY.test(code) || AWAY_WORDS.test(error.message)) return as('database-away');
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? new Failure('bad-query', { value: error.message }) : as('internal');
}

function whatIsWrong(found: NonNullable<Thrown['validation']>): string {
  const [first] = found;
  const name = first?.instancePath.slice(1) ?? '';
  const { additionalProperty, allowedValues, allowedValue } = first?.params ?? {};
  if (additionalProperty !== undefined) return `${String(additionalProperty)}?`;
  const allowed = allowedValues ?? found.map((f) => f.params['allowedValue']).filter((v) => v !== undefined);
  if (Array.isArray(allowed) && allowed.length > 0) return `${name}: ${allowed.join(' | ')}`;
  return [name, first?.message, allowedValue].filter((part) => part !== undefined && part !== '').join(': ');
}
