import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../sql/database.ts';
import { inSnapshot } from '../sql/read-ground/snapshot.ts';
import { versions } from '../sql/read/versions.ts';
import type { Scope } from '../sql/scope.ts';
import type { Instant } from '../sql/vocabulary.ts';
import type { ScopeOf } from './access/scope-of.ts';
import { joining } from './joining.ts';

/** What a route gives a read: one snapshot of the database, who asks, and when. */
export type Asked = { db: Db; scope: Scope; now: Instant };

/** Answers a request from memory or by `read`. `clock`: the answer depends on the wall clock too, to the minute. */
export type Answer = <R extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  read: (asked: Asked) => Promise<R>,
  options?: { clock?: boolean },
) => Promise<R>;

type Kept = { answer: Promise<object>; bytes: number };

/** Answers kept, and characters of them, before the oldest go. */
const MOST = 500;
const MOST_BYTES = 64 * 1024 * 1024;

const finished = new WeakMap<object, { text: string; etag: string }>();

/** An answer's JSON and ETag, made once. */
export function finish(answer: object): { text: string; etag: string } {
  let made = finished.get(answer);
  if (made === undefined) {
    const text = JSON.stringify(answer);
    made = { text, etag: `W/"${createHash('sha1').update(text).digest('base64url')}"` };
    finished.set(answer, made);
  }
  return made;
}

/**
 * Keeps the promise of every answer under (word, query, scope, version of what it may show), so that many askers at
 * once make one query, and whoever asks after an import gets a new one. A failed answer is not kept.
 */
export function keepAnswers(options: { db: Db; scopeOf: ScopeOf; now: () => Instant }): Answer {
  const kept = new Map<string, Kept>();
  const joined = joining<string>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };

  return async <R extends object>(
    request: FastifyRequest,
    reply: FastifyReply,
    read: (asked: Asked) => Promise<R>,
    { clock = false }: { clock?: boolean } = {},
  ): Promise<R> => {
    const scope = options.scopeOf(request);
    const now = options.now();
    const query = request.query as Record<string, unknown>;
    const source = query['source'] as string | undefined;
    const seen = JSON.stringify([scope.within, source]);
    const version = await joined(seen, () => versions(options.db, scope, source));
    const minute = clock ? Math.floor(now / 60e6) : 0;
    const key = JSON.stringify([request.routeOptions.url, Object.entries(query).sort(), scope.within, version, minute]);
    let found = kept.get(key);
    if (found === undefined) {
      const answer = inSnapshot(options.db, (db) => read({ db, scope, now }));
      const fresh: Kept = { answer, bytes: 0 };
      kept.set(key, (found = fresh));
      answer.then(
        (value) => {
          if (kept.get(key) !== fresh) return;
          fresh.bytes = finish(value).text.length;
          bytes += fresh.bytes;
          for (const oldest of kept.keys()) {
            if (kept.size <= MOST && bytes <= MOST_BYTES) break;
            drop(oldest);
          }
        },
        () => drop(key),
      );
    } else {
      kept.delete(key);
      kept.set(key, found); // the youngest again
    }
    const answer = (await found.answer) as R;
    reply.header('etag', finish(answer).etag).header('cache-control', 'private, no-cache');
    return answer;
  };
}
