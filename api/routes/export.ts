import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { Failure } from '../../sql/failure.ts';
import { ExportQuery } from '../contract/export.ts';
import type { Route } from '../route.ts';
import { attachment } from '../table/csv.ts';

export const exportRoute: Route = (api, _answer, { exports, scopeOf }) => {
  let writing = false;

  api.get(
    '/api/v1/export',
    {
      schema: {
        summary: '导出一个来源的全部内容（ZIP，内含 CSV 或 XES 及 profile.json），可原样再导入',
        querystring: ExportQuery,
      },
    },
    async (request, reply) => {
      const { source, format } = request.query;
      // Files belong together only as of one moment: they are written first, then sent. One export at a time.
      if (exports === null || writing) throw new Failure('not-now', { value: source });
      writing = true;
      const dir = join(exports.dir, randomUUID());
      const remove = () => rm(dir, { recursive: true, force: true });
      try {
        await mkdir(dir, { recursive: true });
        const { files } = await exports.write(scopeOf(request), { source, format, gzip: false, dir });
        const archive = new ZipFile();
        for (const name of [...files.map(({ file }) => file), 'profile.json']) archive.addFile(join(dir, name), name);
        archive.end();
        const sent = Readable.from(archive.outputStream);
        archive.on('error', (error) => sent.destroy(error));
        sent.once('close', () => void remove());
        reply.header('content-disposition', attachment(`${source}_${format}.zip`)).header('cache-control', 'no-store');
        return await reply.type('application/zip').send(sent);
      } catch (error) {
        await remove();
        throw error;
      } finally {
        writing = false;
      }
    },
  );
};
