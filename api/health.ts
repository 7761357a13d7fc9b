import Type from 'typebox';
import { Failure } from '../sql/failure.ts';
import type { Db } from '../sql/database.ts';
import { missingMigrations } from '../sql/ready.ts';
import type { Api } from './route.ts';

/** `/healthz`: the process answers. `/readyz`: its database answers too and has this program's schema. */
export function installHealth(api: Api, { db, version }: { db: Db; version: string }): void {
  const Reply = Type.Object({ status: Type.String(), version: Type.String() });
  const hide = true;
  api.get('/healthz', { schema: { hide, response: { 200: Reply } } }, () => ({ status: 'ok', version }));
  api.get('/readyz', { schema: { hide, response: { 200: Reply } } }, async () => {
    const missing = await missingMigrations(db);
    if (missing.length > 0) throw new Failure('not-migrated', { value: missing.join(', ') });
    return { status: 'ready', version };
  });
}
