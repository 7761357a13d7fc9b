import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from './process.ts';

/** What a process wants of the engine: there may be one server and any number of tools. */
export type Role = 'server' | 'tool';
/** One process that uses an engine. */
export type Member = { pid: number; start: string; role: Role };

/** Reads a member file; null where its process is gone, whatever runs under its pid now. */
function liveMember(path: string): Member | null {
  try {
    const member = JSON.parse(readFileSync(path, 'utf8')) as Member;
    return startOf(member.pid) === member.start ? member : null;
  } catch {
    return null;
  }
}

function self(role: Role): Member {
  return { pid: process.pid, start: startOf(process.pid) ?? 'running', role };
}

function folderIn(base: string): string {
  const folder = join(base, 'members');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The live processes that use the engine; files of dead ones are removed. */
export function liveMembers(base: string): Member[] {
  const folder = folderIn(base);
  const members: Member[] = [];
  for (const name of readdirSync(folder)) {
    if (!/^\d+$/.test(name)) continue;
    const member = liveMember(join(folder, name));
    if (member !== null) members.push(member);
    else rmSync(join(folder, name), { force: true });
  }
  return members;
}

export function enter(base: string, role: Role): void {
  writeFileSync(join(folderIn(base), String(process.pid)), JSON.stringify(self(role)));
}

export function leave(base: string): void {
  rmSync(join(folderIn(base), String(process.pid)), { force: true });
}

/** Runs `act` while no other process starts or stops the same engine. A lock whose holder died is taken over; a live one never. */
export async function alone<T>(base: string, act: () => Promise<T>): Promise<T> {
  const lock = join(folderIn(base), 'lock');
  for (let waited = 0; ; waited += 50) {
    try {
      writeFileSync(lock, JSON.stringify(self('tool')), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (liveMember(lock) === null && waited > 0) {
      // Only one of several waiting processes wins the rename.
      const stale = `${lock}.${process.pid}`;
      try {
        renameSync(lock, stale);
        rmSync(stale);
      } catch {
        // another process took it over
      }
    } else if (waited >= 120_000) {
      throw new Error(
        `Process ${liveMember(lock)?.pid} has been starting or stopping the engine in ${base} for two minutes.`,
      );
    } else await sleep(50);
  }
  try {
    return await act();
  } finally {
    rmSync(lock, { force: true });
  }
}
