import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../profile.ts';
import type { Sink } from '../../row.ts';
import { FileBytes } from '../file-bytes.ts';
import { fileProblem, UnreadableFile } from '../problem.ts';
import { emptyReading, readFile, type FileReading, type ReadOptions } from '../read-file.ts';
import { unpackFrames } from './frames.ts';
import type { ReaderRequest } from './reader.ts';

export type ReaderLimits = { memoryMb: number; seconds: number };

const LIMITS: ReaderLimits = { memoryMb: 2048, seconds: 1800 };
/** The reader's build lies beside the server's or one folder above its pieces; run from the sources there is none. */
const BUILT = [join(import.meta.dirname, 'reader.js'), join(import.meta.dirname, '..', 'reader.js')];

/**
 * As readFile, but what another program packed or nested (workbooks, pages, XES) is read in a process of its own under limits of
 * time and memory: what breaks them ends that file. CSV is read here; its records, lines and chunks have limits of their own.
 */
export async function readSafely(
  path: string,
  profile: Profile | null,
  options: ReadOptions,
  sink: Sink,
): Promise<FileReading> {
  const reader = BUILT.find(existsSync);
  if (reader === undefined || !(await isIntricate(path))) return readFile(path, profile, options, sink);
  return readApart(reader, { path, profile, options }, sink, LIMITS);
}

/** Begins as an archive or as markup, gzipped or not. */
async function isIntricate(path: string): Promise<boolean> {
  let file: FileBytes | null = null;
  try {
    file = await FileBytes.open(path);
    for await (const chunk of file.content()) {
      const head = chunk.subarray(0, 512);
      return head.toString('latin1', 0, 2) === 'PK' || /^[^\w"]{0,64}</.test(head.toString('latin1'));
    }
    return false;
  } catch (error) {
    if (error instanceof UnreadableFile) return false; // readFile says what is wrong with it
    throw error;
  } finally {
    await file?.close();
  }
}

/** Reads a file by a process of its own; throws where that process fails for no reason of the file's. */
export async function readApart(
  reader: string,
  request: ReaderRequest,
  sink: Sink,
  { memoryMb, seconds }: ReaderLimits,
): Promise<FileReading> {
  const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, reader], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, seconds * 1000);
  let said = '';
  child.stderr!.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const ended = new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject));
  child.stdin!.on('error', () => undefined); // it ended before it was asked: the missing answer says so
  child.stdin!.end(JSON.stringify(request));
  let reading: FileReading | null = null;
  let failure: string | null = null;
  try {
    for await (const frame of unpackFrames(child.stdio[3] as unknown as AsyncIterable<Buffer>)) {
      if (frame.kind === 'batch') {
        frame.rows.forEach((row) => sink.row(row));
        frame.refusals.forEach((refusal) => sink.refuse(refusal));
        frame.blanks.forEach((line) => sink.blank(line));
        frame.totals.forEach((line) => sink.total(line));
      } else if (frame.kind === 'progress') sink.progress?.(frame.rows, frame.share);
      else if (frame.kind === 'reading') reading = frame.reading;
      else failure = frame.message;
    }
    await ended;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
  if (reading) return reading;
  const outOfMemory = /heap out of memory|Array buffer allocation failed|Invalid string length/i.test(
    said + (failure ?? ''),
  );
  if (!timedOut && !outOfMemory) throw new Error(`${request.path}: the reading process ended: ${failure ?? said}`);
  const what = timedOut ? `${seconds} s` : `${memoryMb} MB`;
  return {
    ...emptyReading(request.profile),
    problem: fileProblem('rejected', 'out-of-limits', request.path, { what }),
  };
}
