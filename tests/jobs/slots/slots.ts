import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { expect } from 'vitest';
import { root } from '../../command.ts';
import { freshDatabase } from '../../database.ts';

type Options = { slots: number; leaseMs: number; kills: number; pauses: number; skewMs: number };
type Told = { kills: number; pauses: number; takenOver: number; zombies: number; longestTakeOverMs: number };

const WORKERS = 4;

/**
 * Four programs do the same slots while some are killed and others stand still for longer than their lease, each with a
 * clock of its own. Every slot's effect is there exactly once, and what stood begun is taken over in time.
 */
export async function workSlots({ slots, leaseMs, kills, pauses, skewMs }: Options): Promise<Told> {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(root, 'var', 'slots-'));
  const alive = new Map<string, ChildProcess>();
  const told: Told = { kills: 0, pauses: 0, takenOver: 0, zombies: 0, longestTakeOverMs: 0 };
  let born = 0;
  try {
    await database.pool.query(
      `create table effect (slot text, who text, token int, at timestamptz default clock_timestamp())`,
    );
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      build: {
        ssr: 'tests/jobs/slots/worker.ts',
        outDir: folder,
        rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
      },
    });
    const zombies = new Map<string, string>();
    const bear = (place: number) => {
      const who = `${place}-${++born}`;
      const skew = [0, skewMs, -skewMs, skewMs / 2][place]!;
      const child = spawn(
        process.execPath,
        [join(folder, 'worker.mjs'), database.url, who, String(slots), String(leaseMs), String(skew)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let tail = '';
      child.stdout.on('data', (text: Buffer) => {
        const lines = (tail + text.toString()).split('\n');
        tail = lines.pop()!;
        for (const line of lines) {
          const [word, slot] = line.split(' ') as [string, string];
          if (word === 'begin') at.set(who, slot);
          else at.delete(who);
          if (word === 'taken' && zombies.get(who) === slot) told.zombies++;
        }
      });
      alive.set(who, child);
      child.on('exit', () => alive.delete(who));
      return who;
    };
    const at = new Map<string, string>();
    const here: string[] = [];
    for (let place = 0; place < WORKERS; place++) here[place] = bear(place);
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    /** The worker at a place, once it has begun a slot. */
    const working = async (place: number): Promise<ChildProcess | null> => {
      for (let tries = 0; tries < 2_000; tries++) {
        const child = alive.get(here[place]!);
        if (child === undefined) return null; // all is done
        if (at.has(here[place]!)) return child;
        await pause(1);
      }
      return null;
    };
    const done = async () =>
      (await database.pool.query<{ n: number }>(`select count(*)::int as n from job_slot where state = 'done'`))
        .rows[0]!.n;
    const begun = new Map<string, number>();
    for (let n = 0; n < kills + pauses; n++) {
      const step = Math.floor((slots * (n + 1)) / (kills + pauses + 2));
      while ((await done()) < step && alive.size > 0) await pause(5);
      const place = n % WORKERS;
      const child = await working(place);
      if (child === null) continue;
      const who = here[place]!;
      if (n % 2 === 0 && told.kills < kills) {
        child.kill('SIGKILL');
        await new Promise((resolve) => child.once('exit', resolve));
        told.kills++;
        const slot = at.get(who);
        if (slot !== undefined) begun.set(slot, Date.now());
        here[place] = bear(place);
      } else {
        child.kill('SIGSTOP');
        told.pauses++;
        const slot = at.get(who);
        if (slot !== undefined) zombies.set(who, slot);
        setTimeout(() => child.kill('SIGCONT'), leaseMs * 2.5);
      }
    }
    while (alive.size > 0) await pause(20);

    const { rows } = await database.pool.query<{ slot: string; n: number; at: number; attempts: number }>(
      `select s.slot, count(e.*)::int as n, max(e.at) as at, s.attempts from job_slot s left join effect e on e.slot = s.slot
       where s.state = 'done' group by 1, s.attempts order by 1`,
    );
    expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
    expect(rows).toHaveLength(slots);
    const effects = await database.pool.query<{ n: number }>('select count(*)::int as n from effect');
    expect(effects.rows[0]!.n).toBe(slots);
    told.takenOver = rows.filter(({ attempts }) => attempts > 1).length;
    for (const { slot, at: when } of rows) {
      const since = begun.get(slot);
      if (since !== undefined) told.longestTakeOverMs = Math.max(told.longestTakeOverMs, when / 1000 - since);
    }
    return told;
  } finally {
    for (const child of alive.values()) child.kill('SIGKILL');
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
