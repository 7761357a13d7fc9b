import compress from '@fastify/compress';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyServerOptions } from 'fastify';
import { constants } from 'node:zlib';
import type { Db } from '../sql/database.ts';
import { Failure } from '../sql/failure.ts';
import type { Instant } from '../sql/vocabulary.ts';
import { refuseForeignOrigins } from './access/same-origin.ts';
import { scopeForEveryone, wholeScope, type ScopeOf } from './access/scope-of.ts';
import { finish, keepAnswers } from './answers.ts';
import { installErrors } from './errors.ts';
import { installHealth } from './health.ts';
import { installMetrics } from './metrics.ts';
import type { Exports } from './place.ts';
import type { Api } from './route.ts';
import { installWeb } from './web-files.ts';
import { WORDS } from './words.ts';

export type AppOptions = {
  db: Db;
  /** Which units a request may see; default the whole tree for everyone. */
  scopeOf?: ScopeOf;
  /** The built web; null or a folder without it serves the API alone. */
  webDir: string | null;
  version: string;
  /** Folder the jobs take files from, as pages name it. */
  inbox?: string;
  /** Where files dropped on a page wait for the jobs; without it none are taken. */
  uploads?: string;
  /** Bytes one of them may have; default 2 GiB. */
  uploadBytes?: number;
  /** Where and how a source is written out; without it none is. */
  exports?: Exports;
  log: FastifyServerOptions['logger'];
  now?: () => Instant;
};

/** Scripts come from this origin alone; charts set styles inline, their pictures are data. */
const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  frameAncestors: ["'self'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
};

/** The server, not yet listening. */
export async function buildApp(options: AppOptions): Promise<Api> {
  const { db, scopeOf = scopeForEveryone(), version, now = () => Date.now() * 1000 } = options;
  const { inbox = null, uploads = null, uploadBytes = 2 * 1024 ** 3, exports = null } = options;
  const api: Api = Fastify({
    logger: options.log ?? false,
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false } },
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: true, // a browser's kept connection must not keep the server from stopping
  }).withTypeProvider<TypeBoxTypeProvider>();
  installErrors(api);
  api.addHook('onRequest', async (request) => refuseBrokenText(request.raw.url ?? ''));
  refuseForeignOrigins(api);
  api.setSerializerCompiler(() => (data) => (typeof data === 'string' ? data : finish(data as object).text));

  await api.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    strictTransportSecurity: false, // plain HTTP inside a closed network
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await api.register(multipart, { limits: { fileSize: uploadBytes, files: 1, fields: 0, headerPairs: 20 } });
  await api.register(etag, { weak: true });
  await api.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '业扩报装时限分析', version, description: '错误按 RFC 9457 答复，code 稳定。' },
    },
  });
  await api.register(swaggerUi, { routePrefix: '/docs', uiConfig: { validatorUrl: null, docExpansion: 'list' } });
  installMetrics(api, { db, scope: wholeScope, now });
  installHealth(api, { db, version });
  const answer = keepAnswers({ db, scopeOf, now });
  for (const addWord of WORDS) addWord(api, answer, { db, scopeOf, now, inbox, uploads, uploadBytes, exports });
  await installWeb(api, options.webDir);
  return api;
}

/** PostgreSQL holds no NUL, and half a surrogate pair would be answered as another text. */
function refuseBrokenText(url: string): void {
  try {
    if (!decodeURIComponent(url).includes('\0')) return;
  } catch {
    // falls through: not UTF-8
  }
  throw new Failure('bad-text');
}
