import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../sql/database.ts';
import { findOrigin } from '../../sql/write/origin.ts';
import { exists } from '../import/originals.ts';
import { loadProfile } from '../import/profile-file.ts';
import type { Profile } from '../import/profile.ts';
import { readSources } from './source-file.ts';

/**
 * By what a source's refused rows are tried again: the profile in its inbox folder or the one its settings name, where somebody
 * mends them; else the one it was read by last. A source's name comes from outside and is never made a path.
 */
export async function mendedProfile(
  db: Db,
  { inbox, sources }: { inbox: string; sources: string },
  source: string,
): Promise<Profile> {
  const folders = await readdir(inbox, { withFileTypes: true }).catch(() => []);
  const own = folders.find((entry) => entry.isDirectory() && entry.name === source);
  const path = own === undefined ? null : join(inbox, own.name, 'profile.json');
  if (path !== null && (await exists(path))) return loadProfile(path);
  const settings = (await readSources(sources)).sources.get(source);
  if (settings !== undefined && 'profile' in settings && settings.profile !== undefined)
    return loadProfile(settings.profile);
  const last = (await findOrigin(db, source))?.profile as Profile | null | undefined;
  if (!last) throw new Error(`"${source}" has no profile to read by`);
  return last;
}
