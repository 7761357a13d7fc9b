import type { FastifyInstance } from 'fastify';
import { Failure } from '../../sql/failure.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what changes something when a page of another origin asked for it. Browsers name the asking page in one of two
 * headers; a program that is no browser sends neither and is let through.
 */
export function refuseForeignOrigins(api: FastifyInstance): void {
  api.addHook('onRequest', async ({ method, headers }) => {
    if (READING.has(method)) return;
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') throw new Failure('foreign-origin');
    if (headers.origin !== undefined && hostOf(headers.origin) !== headers.host) throw new Failure('foreign-origin');
  });
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null; // "null", of a sandboxed page
  }
}
