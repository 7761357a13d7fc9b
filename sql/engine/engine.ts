import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Major } from './binaries.ts';
import { findBinaries, usableBinaries } from './binaries.ts';
import type { Live } from './cluster.ts';
import { createCluster, liveServer, settled, startCluster, stopCluster } from './cluster.ts';
import type { Role } from './members.ts';
import { alone, enter, leave, liveMembers } from './members.ts';
import type { Place } from './place.ts';
import { placeFor } from './place.ts';

export type EngineOptions = {
  /** Everything lies under this folder, or where root's stand-in cannot reach it, under /var/lib/yekuo. */
  dir: string;
  /** The node_modules folder that holds the binaries. */
  modulesDir: string;
  major?: Major;
  /** A second server on the same folder is refused; tools share whatever runs. Default: tool. */
  role?: Role;
  /** Off only for throw-away databases: an acknowledged commit then survives a crash of the program, not of the machine. */
  durable?: boolean;
  log?: (line: string) => void;
};

/** `owned`: this process started the server or adopted one whose owner had died; else it joined others. */
export type Engine = { url: string; owned: boolean; folder: string; stop(): Promise<void> };

function urlOf(place: Place, live: Live): string {
  const password = readFileSync(join(place.data, 'password'), 'utf8');
  return `postgres://yekuo:${password}@localhost:${live.port}/yekuo?host=${encodeURIComponent(live.host)}`;
}

async function serverIn(place: Place, native: string, options: EngineOptions): Promise<Live> {
  const found = liveServer(place.data) === null ? null : await settled(place.data);
  if (found !== null) return found;
  if (!existsSync(place.data)) await createCluster(place, native);
  const version = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(options.major ?? 18)) {
    throw new Error(`${place.data} was made by PostgreSQL ${version}; this program brings ${options.major ?? 18}.`);
  }
  return startCluster(place, native, options.durable ?? true);
}

/**
 * Starts the embedded PostgreSQL, adopts one that a killed program left running, or joins the one other live processes use.
 * `stop` ends the server when no other live process uses it. Throws one clear line when another *server* owns the folder.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const role = options.role ?? 'tool';
  const place = await placeFor(options.dir);
  if (place.moved) options.log?.(`The database lies in ${place.base}: its user cannot enter ${options.dir}.`);
  const refuse = () => {
    const owner = liveMembers(place.base).find((member) => member.role === 'server' && member.pid !== process.pid);
    if (role === 'server' && owner !== undefined) {
      throw new Error(
        `Process ${owner.pid} already serves ${options.dir}. Stop it, or set YEKUO_DIR to another folder.`,
      );
    }
  };
  refuse(); // before waiting for a lock the other server may hold while it starts
  const started = await alone(place.base, async () => {
    refuse();
    const native = await usableBinaries(findBinaries(options.modulesDir, options.major ?? 18), place.user, place.base);
    const owned = liveMembers(place.base).every((member) => member.pid === process.pid);
    enter(place.base, role);
    try {
      return { native, owned, live: await serverIn(place, native, options) };
    } catch (error) {
      leave(place.base);
      throw error;
    }
  });
  let stopping: Promise<void> | null = null;
  const stop = () =>
    alone(place.base, async () => {
      leave(place.base);
      if (liveMembers(place.base).length === 0) await stopCluster(place, started.native);
    });
  return {
    url: urlOf(place, started.live),
    owned: started.owned,
    folder: place.base,
    stop: () => (stopping ??= stop()),
  };
}
