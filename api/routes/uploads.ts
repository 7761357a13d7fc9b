import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../sql/failure.ts';
import { uploads } from '../../sql/read/uploads.ts';
import { shownName } from '../../sql/shown-name.ts';
import { LOOK, UPLOAD } from '../../sql/uploads.ts';
import { requestJob } from '../../sql/write/job-requests.ts';
import { ConfirmedUpload, UploadedReply, UploadsQuery, UploadsReply } from '../contract/uploads.ts';
import type { Place } from '../place.ts';
import type { Route } from '../route.ts';

/** What some browsers put before a file's name. */
const FOLDERS = /^.*[\\/]/;

export const uploadsRoute: Route = (api, _answer, place) => {
  const read = (request: FastifyRequest, upload: string) =>
    uploads(place.db, place.scopeOf(request), { upload }, place.now());

  api.get(
    '/api/v1/uploads',
    { schema: { summary: '上传文件的理解、进度与结果', querystring: UploadsQuery, response: { 200: UploadsReply } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return read(request, request.query.upload);
    },
  );

  api.post(
    '/api/v1/uploads',
    {
      schema: {
        summary: '上传一个文件（multipart，字段 file），随后由作业读取',
        consumes: ['multipart/form-data'],
        response: { 200: UploadedReply },
      },
    },
    async (request) => {
      const upload = randomBytes(16).toString('hex');
      const kept = await keep(place, request, upload);
      await requestJob(place.db, LOOK, upload, kept, place.now());
      return { upload };
    },
  );

  api.post(
    '/api/v1/uploads/import',
    { schema: { summary: '确认各列用途并导入', body: ConfirmedUpload, response: { 200: UploadedReply } } },
    async (request) => {
      const { upload, ...asked } = request.body;
      const { name, state, looked, tries, imported } = await read(request, upload);
      const again = imported?.status === 'held' || imported?.status === 'rejected';
      if (looked === null || state === 'importing' || (state === 'imported' && !again))
        throw new Failure('not-now', { value: name });
      const source = asked.source.trim().normalize('NFC');
      await requestJob(place.db, UPLOAD, `${upload}/${tries + 1}`, { ...asked, source, name }, place.now());
      return { upload };
    },
  );
};

/** Streams the request's one file to disk under a name of our own. A file cut off at the limit is refused, not kept. */
async function keep(place: Place, request: FastifyRequest, upload: string): Promise<{ name: string; bytes: number }> {
  if (place.uploads === null) throw new Failure('not-now', { value: '' });
  await wholeOnly(place, request);
  const part = request.isMultipart() ? await request.file() : undefined;
  if (part === undefined) throw new Failure('bad-query', { value: 'multipart/form-data, file' });
  const folder = join(place.uploads, upload);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'content');
  try {
    await pipeline(part.file, createWriteStream(path, { flush: true, mode: 0o600 }));
    if (part.file.truncated)
      throw new Failure('too-big', { value: String(Math.floor(place.uploadBytes / 1024 / 1024)) });
    return { name: shownName((part.filename ?? '').replace(FOLDERS, '')), bytes: (await stat(path)).size };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Files belong to a source as a whole: whoever sees only a part of one brings in none. */
async function wholeOnly(place: Place, request: FastifyRequest): Promise<void> {
  const { within } = place.scopeOf(request);
  if (within !== null) throw new Failure('whole-source-only', { value: within.unit });
}
