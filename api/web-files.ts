import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../sql/failure.ts';
import { sendProblem } from './errors.ts';
import type { Api } from './route.ts';

/** Serves the built web; an address of a view is its index page, any other that is not there a problem. */
export async function installWeb(api: Api, webDir: string | null): Promise<void> {
  const there = webDir !== null && existsSync(join(webDir, 'index.html'));
  if (there)
    await api.register(fastifyStatic, {
      root: webDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // vite names files under assets by their content
        const forEver = path.startsWith(join(webDir, 'assets'));
        reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  api.setNotFoundHandler((request, reply) => {
    const path = decodeURIComponent(request.url.split('?', 1)[0]!);
    const isView = /^\/(?!api\/|docs\/|metrics$)[^.]*$/.test(path);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (there && isView && reads) return reply.header('cache-control', 'no-cache').sendFile('index.html', webDir);
    return sendProblem(request, reply, new Failure('not-found', { value: path }));
  });
}
